//! Runs one search, from its parameters to the answer, for the API and the pages alike.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use commons::Commons;
use export::Selection;
use indexer::Generation;
use query::{
    Ast, Cursor, Direction, DocumentParts, FacetColumn, FacetRequest, Filter, Hit, Ledger, Period, Problem,
    QueryError, Scope, SearchPage, SearchRequest, Severity, Sort, SortKey, Syntax,
};

use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    gate::GateError,
    honesty::{self, Examined},
    may_use::{self, UseAsked},
    report::Reported,
    request::{DateField, SearchParameters, SortBy},
    wire::{self, HitUse, SearchContext, SearchResponse},
};

/// Where the parts of a request stand: in the URL or in a JSON body.
pub(crate) type PlaceOf = fn(&str) -> Place;

/// A search that is ready to run.
pub(crate) struct Prepared {
    /// What the user wrote, without filters: what the page says it understood.
    pub(crate) ast: Ast,
    pub(crate) problems: Vec<Problem>,
    pub(crate) request: SearchRequest,
    /// The query as written, and how.
    input: String,
    syntax: Syntax,
    /// What narrows every part of it.
    scope: Scope,
    /// The offices and years that it chose.
    period: Period,
    /// Whether its parts are counted although something is found.
    counts: bool,
    /// What is asked of the ledger for each hit.
    asked: UseAsked,
}

/// What the engine answers.
struct Answer {
    page: SearchPage,
    ledger: Ledger,
    examined: Option<Examined>,
    took: Duration,
}

/// Reads the query and the filters. An error in either is refused, with all that is wrong: nothing is guessed.
pub(crate) fn prepare(parameters: &SearchParameters, place: PlaceOf) -> Result<Prepared, HttpError> {
    let parsed = query::parse_as(parameters.syntax, &parameters.q);
    // The query has a member /q whether it came in a URL or in a body: pages and programs find it by that.
    let of_query = |problem: &Problem| Item::of_query(problem, Place::Pointer("/q".to_owned()));
    let is_error = |problem: &&Problem| problem.severity() == Severity::Error;
    let mut items: Vec<Item> = parsed.problems.iter().filter(is_error).map(of_query).collect();
    let mut conditions = Conditions { place, items: Vec::new(), filters: Vec::new(), excluded: Vec::new() };
    conditions.add_all(parameters);
    items.append(&mut conditions.items);
    let cursor = match parameters.cursor.as_deref().map(str::parse::<Cursor>).transpose() {
        Ok(cursor) => cursor,
        Err(error) => {
            let message = Bilingual::new("cursor は受け取ったまま渡してください", error.to_string());
            items.push(Item::new(place("cursor"), "invalid-cursor", message));
            None
        }
    };
    if !items.is_empty() {
        return Err(HttpError { kind: ProblemKind::InvalidQuery, ..HttpError::invalid(items) });
    }
    let scope = Scope { filters: conditions.filters, excluded: conditions.excluded };
    let request = SearchRequest {
        query: scope.narrow(parsed.ast.clone()),
        filters: scope.filters.clone(),
        sort: sort(parameters.sort),
        size: parameters.size,
        cursor,
        facets: parameters
            .facets
            .iter()
            .filter_map(|name| FacetColumn::find(name))
            .map(|column| FacetRequest { column, size: parameters.facet_size })
            .collect(),
        histograms: parameters.histograms.clone(),
        collapse: parameters.collapse,
        representative: parameters.representative.clone(),
        count_families: parameters.families,
        feedback: parameters.feedback.clone(),
        across: parameters.across.clone(),
        explain: parameters.explain,
        highlight: parameters.highlight,
        parts: match &parameters.selection {
            Some(selection) if selection.needs_sections() => DocumentParts::Whole,
            _ => DocumentParts::Head,
        },
    };
    Ok(Prepared {
        ast: parsed.ast,
        problems: parsed.problems,
        request,
        input: parameters.q.clone(),
        syntax: parameters.syntax,
        scope,
        period: honesty::period(parameters),
        counts: parameters.counts,
        asked: parameters.asked,
    })
}

impl Prepared {
    /// How its query is written.
    pub(crate) fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// What narrows it.
    pub(crate) fn scope(self) -> Scope {
        self.scope
    }

    /// The search as a report keeps it.
    pub(crate) fn reported(self) -> Reported {
        Reported {
            input: self.input,
            syntax: self.syntax.to_string(),
            ast: self.ast,
            scope: self.scope,
            sort: self.request.sort,
            collapse: self.request.collapse,
            representative: self.request.representative,
            feedback: self.request.feedback,
        }
    }
}

/// Runs a search behind the gate, on the cursor's generation where there is a cursor, else on the current one.
pub(crate) async fn run(
    state: &AppState,
    prepared: Prepared,
    language: InterfaceLanguage,
) -> Result<(SearchResponse, Ast), HttpError> {
    let (_, response, prepared) = answered(state, prepared, language, |_| Ok(())).await?;
    Ok((response, prepared.ast))
}

/// The same for hits that hold only the selected parts of their documents.
pub(crate) async fn run_selected(
    state: &AppState,
    prepared: Prepared,
    selection: Selection,
    language: InterfaceLanguage,
) -> Result<serde_json::Value, HttpError> {
    let documents = |page: &SearchPage| page.hits.iter().map(Hit::document).collect::<Result<Vec<_>, _>>();
    let (documents, response, _) = answered(state, prepared, language, documents).await?;
    Ok(wire::with_selected_hits(response, &documents, &selection))
}

/// Runs a search, and reads behind the gate what more is wanted of its page.
async fn answered<T: Send + 'static>(
    state: &AppState,
    prepared: Prepared,
    language: InterfaceLanguage,
    read: impl FnOnce(&SearchPage) -> Result<T, QueryError> + Send + 'static,
) -> Result<(T, SearchResponse, Prepared), HttpError> {
    let generation = generation_for(state, prepared.request.cursor.as_ref())?;
    let commons = state.commons().cloned();
    let work = move || {
        let uses = |page: &SearchPage| uses(commons.as_deref(), page, &prepared.asked, language);
        let answer = answer(&generation, &prepared)
            .and_then(|answer| Ok((read(&answer.page)?, uses(&answer.page)?, answer)));
        (answer, prepared)
    };
    let (answer, prepared) = in_gate(state, work).await?;
    let (read, uses, Answer { page, ledger, examined, took }) = answer?;
    state.metrics().search(took);
    let context = SearchContext { language, took };
    let mut response = SearchResponse {
        query: examined.as_ref().map(|examined| examined.echo(&prepared.input, prepared.syntax.as_str())),
        lint: examined.as_ref().map(|examined| examined.advice(language)),
        completeness: Some(honesty::completeness(&ledger, &prepared.period, page.total == 0)),
        translations: (!prepared.request.across.into.is_empty()).then(|| wire::translations(&page)),
        ..wire::search_response(&page, &prepared.problems, &context)
    };
    for (hit, short) in response.hits.iter_mut().zip(uses) {
        hit.commons = short;
    }
    Ok((read, response, prepared))
}

/// Whether each hit may be used, where there is a ledger to ask.
fn uses(
    commons: Option<&Commons>,
    page: &SearchPage,
    asked: &UseAsked,
    language: InterfaceLanguage,
) -> Result<Vec<Option<HitUse>>, HttpError> {
    let Some(commons) = commons else { return Ok(Vec::new()) };
    let snapshot = commons.snapshot()?;
    let question = asked.question(commons.now().day());
    let short = |hit: &Hit| may_use::of_hit(&snapshot, hit.front(), &question, language);
    Ok(page.hits.iter().map(short).collect())
}

/// The page, what the index holds, and, where it is asked for or nothing was found, the counts of the query's parts.
fn answer(generation: &Generation, prepared: &Prepared) -> Result<Answer, HttpError> {
    let started = Instant::now();
    let page = query::search(generation, &prepared.request)?;
    let took = started.elapsed();
    let ledger = query::ledger(generation, &prepared.period)?;
    let is_examined = prepared.counts || page.total == 0;
    let examined = is_examined
        .then(|| {
            let Prepared { ast, scope, request, input, .. } = prepared;
            honesty::examine(generation, ast, scope, &request.across, Some(input))
        })
        .transpose()?;
    Ok(Answer { page, ledger, examined, took })
}

/// Runs blocking work behind the gate, and puts the gate's refusals into words.
pub(crate) async fn in_gate<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, HttpError> {
    let retry_after_seconds = Some(state.config().retry_after.as_secs().max(1));
    state.gate().run(work).await.map_err(|error| match error {
        GateError::Full { limit, .. } => HttpError {
            retry_after_seconds,
            ..HttpError::new(
                ProblemKind::Overloaded,
                Bilingual::new(
                    format!("順番を待つ検索が上限の {limit} 件に達しています"),
                    format!("{limit} searches are waiting already, which is the limit"),
                ),
            )
        },
        GateError::TimedOut { limit } => timed_out(limit),
        GateError::Panicked => HttpError::internal("a search panicked"),
    })
}

/// Work that did not end in time.
pub(crate) fn timed_out(limit: Duration) -> HttpError {
    let seconds = limit.as_secs_f64();
    let detail =
        Bilingual::new(format!("上限の {seconds} 秒を超えました"), format!("the limit is {seconds} seconds"));
    HttpError::new(ProblemKind::TimedOut, detail)
}

/// The generation of a cursor where there is one, else the current one.
pub(crate) fn generation_for(
    state: &AppState,
    cursor: Option<&Cursor>,
) -> Result<Arc<Generation>, HttpError> {
    let Some(cursor) = cursor else { return Ok(state.generation()) };
    let written = cursor.generation();
    written.parse().ok().and_then(|id| state.watch().get(&id)).map(|kept| state.joined(kept)).ok_or_else(
        || {
            HttpError::new(
                ProblemKind::CursorGone,
                Bilingual::new(
                    format!("世代 {written} はもう残っていません"),
                    format!("generation {written} is no longer kept"),
                ),
            )
        },
    )
}

fn sort(sort: SortBy) -> Sort {
    match sort {
        SortBy::Relevance => Sort::default(),
        SortBy::Newest => Sort { key: SortKey::Published, direction: Direction::Descending },
        SortBy::Oldest => Sort { key: SortKey::Published, direction: Direction::Ascending },
    }
}

struct Conditions {
    place: PlaceOf,
    items: Vec<Item>,
    filters: Vec<Filter>,
    excluded: Vec<Filter>,
}

impl Conditions {
    fn add_all(&mut self, parameters: &SearchParameters) {
        for values in &parameters.filters {
            if let Some(filter) = self.read(values.name, values.name, &values.include) {
                self.filters.push(filter);
            }
            if let Some(filter) = self.read(values.name, &format!("not_{}", values.name), &values.exclude) {
                self.excluded.push(filter);
            }
        }
        let listed: Vec<String> = parameters.commons.iter().cloned().collect();
        if let Some(filter) = self.read("commons", "commons", &listed) {
            self.filters.push(filter);
        }
        let field = match parameters.date {
            DateField::Published => "published",
            DateField::Filed => "filed",
            DateField::Priority => "priority",
        };
        for (date, operator, parameter) in [(parameters.from, ">=", "from"), (parameters.to, "<=", "to")] {
            let value: Vec<String> = date.iter().map(|date| format!("{operator}{date}")).collect();
            if let Some(filter) = self.read(field, parameter, &value) {
                self.filters.push(filter);
            }
        }
    }

    fn read(&mut self, field: &str, parameter: &str, values: &[String]) -> Option<Filter> {
        if values.is_empty() {
            return None;
        }
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        match Filter::read(field, &values) {
            Ok(filter) => Some(filter),
            Err(problems) => {
                let place = (self.place)(parameter);
                self.items.extend(problems.iter().map(|problem| Item::of_query(problem, place.clone())));
                None
            }
        }
    }
}

impl From<QueryError> for HttpError {
    fn from(error: QueryError) -> Self {
        let at = |name: &str| Place::Pointer(format!("/{name}"));
        match error {
            QueryError::CursorOfOtherGeneration { .. } => {
                Self::new(ProblemKind::CursorGone, Bilingual::same(error.to_string()))
            }
            QueryError::CursorOfOtherSearch => {
                let message = Bilingual::new("cursor は別の検索のものです", error.to_string());
                Self::invalid(vec![Item::new(at("cursor"), "cursor-of-other-search", message)])
            }
            QueryError::PageTooLarge { asked, limit } => {
                let message = Bilingual::new(
                    format!("size は {limit} (limits.page_size_max) までです (今は {asked})"),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("size"), "out-of-range", message)])
            }
            QueryError::TooManyCitations { limit } => {
                let message = Bilingual::new(
                    format!(
                        "引用検索の相手となる文献が上限の {limit} 件 (limits.citations_joined) を超えます。条件を絞ってください"
                    ),
                    format!("{error}; narrow the query in the brackets"),
                );
                Self::invalid(vec![Item::new(at("q"), "too-many-citations", message)])
            }
            QueryError::Refused { ref problems } => {
                let items = problems.iter().map(|problem| Item::of_query(problem, at("q"))).collect();
                Self { kind: ProblemKind::InvalidQuery, ..Self::invalid(items) }
            }
            QueryError::NotExecutable { ref condition } => {
                let message = Bilingual::new(format!("{condition} は検索できません"), error.to_string());
                Self::invalid(vec![Item::new(at("q"), "not-executable", message)])
            }
            QueryError::NotInside { ref condition, operator } => {
                let message = Bilingual::new(
                    format!(
                        "{condition} は {operator} の中に置けません (置けるのは本文の条件、その OR、近傍)"
                    ),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("q"), "not-inside", message)])
            }
            QueryError::TooManyExpansions { ref condition, terms, limit } => {
                let message = Bilingual::new(
                    format!(
                        "{condition} は索引の {terms} 語に当たります。上限は {limit} 語 (limits.expansions) です。\
                         文字を足してください"
                    ),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("q"), "too-many-expansions", message)])
            }
            QueryError::NotOneWord { ref condition } => {
                let message = Bilingual::new(
                    format!("{condition} は一語ではありません。あいまい検索は一語ずつです"),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("q"), "not-one-word", message)])
            }
            QueryError::TooManyBuckets { ref histogram, limit } => {
                let message = Bilingual::new(
                    format!(
                        "{histogram} は {limit} 区間 (limits.histogram_buckets) を超えます。刻みを大きくしてください"
                    ),
                    format!("{error}; take a wider step"),
                );
                Self::invalid(vec![Item::new(at("histogram"), "too-many-buckets", message)])
            }
            QueryError::TooManyClauses { clauses, limit } => {
                let message = Bilingual::new(
                    format!("検索式は {clauses} 個の条件になります。上限は {limit} 個 (limits.clauses) です"),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("q"), "too-many-clauses", message)])
            }
            QueryError::UnknownDocument { ref id } => {
                let japanese = format!("{id} は索引にありません");
                Self::new(ProblemKind::DocumentNotFound, Bilingual::new(japanese, error.to_string()))
            }
            QueryError::NoDate { ref before } => {
                let message = Bilingual::new(
                    format!("{before} の日付がありません。2012-03-04 のような日付を指定してください"),
                    error.to_string(),
                );
                Self::invalid(vec![Item::new(at("before"), "no-date", message)])
            }
            other => Self::internal(chain(&other)),
        }
    }
}

/// An error with everything that caused it, for the log.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
