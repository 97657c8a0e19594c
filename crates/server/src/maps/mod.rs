//! Draws maps of a search, for the API and the pages alike.

mod error;
mod links;

use std::time::Instant;

use charts::{Chart, Use, Width};
use indexer::Generation;
use query::{Problem, QueryError, SearchRequest, Severity};
use value::maps::{By, Cell, Context, Kind, Map, MapRequest, chart};

pub(crate) use error::Deadline;
pub use error::MapError;
pub(crate) use links::Links;

use self::links::bounded;
use crate::{
    AppState, HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::{Endpoint, Given, Pairs, SearchParameters, did_you_mean},
    resolve,
    search::{in_gate, prepare},
    wire::{self, MapResponse},
};

/// A map that is asked for.
pub(crate) struct Asked {
    request: MapRequest,
    /// The number of the document that it is drawn around, as it was written.
    document: Option<String>,
    /// The form of the answer, where one is named.
    pub(crate) form: Option<Form>,
    width: Width,
    links: Links,
}

/// In what form a program wants a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Csv,
    Svg,
}

/// A map that is drawn for a page.
pub(crate) struct Drawn {
    pub(crate) response: MapResponse,
    /// The chart at both widths.
    pub(crate) charts: [String; 2],
}

/// How often a page has the address of a mark: in its two charts and in its table.
const ON_A_PAGE: usize = 3;

/// The search that maps are drawn of.
pub(crate) struct Sought {
    pub(crate) request: SearchRequest,
    /// Warnings and notices of the query.
    pub(crate) problems: Vec<Problem>,
    pub(crate) links: Links,
}

/// Parameters that are the map's own, or that the query's new form replaces.
const REPLACED: [&str; 9] = ["q", "syntax", "by", "x", "y", "top", "document", "format", "width"];

impl Sought {
    /// Reads the parameters of the search that `pairs` has besides those of a map.
    pub(crate) fn read(state: &AppState, given: Given, pairs: &Pairs) -> Result<Self, HttpError> {
        let search = SearchParameters::read(given, state.config()).map_err(HttpError::invalid)?;
        let prepared = prepare(&search, |name| Place::Parameter(name.to_owned()))?;
        let of_search = pairs.0.iter().filter(|(name, _)| {
            !REPLACED.contains(&name.as_str()) && Endpoint::Map.parameter(name).is_some()
        });
        let links = Links {
            query: prepared.ast.without_lines(),
            pairs: Pairs(of_search.cloned().collect()),
            base: Some(String::new()),
        };
        Ok(Self { request: prepared.request, problems: prepared.problems, links })
    }

    /// A query by itself, in the standard syntax; `language` is the one that a reader chose.
    pub(crate) fn of_query(query: &str, language: Option<&str>) -> Result<Self, QueryError> {
        let parsed = query::parse(query);
        let is_error = |problem: &Problem| problem.severity() == Severity::Error;
        let (errors, problems): (Vec<_>, Vec<_>) = parsed.problems.into_iter().partition(is_error);
        if !errors.is_empty() {
            return Err(QueryError::Refused { problems: errors });
        }
        let mut pairs = Pairs::default();
        if let Some(language) = language {
            pairs.push("lang", language);
        }
        let links = Links { query: parsed.ast.clone(), pairs, base: Some(String::new()) };
        Ok(Self { request: SearchRequest::new(parsed.ast), problems, links })
    }

    /// The same with the marks of charts leading to a server elsewhere, or nowhere.
    pub(crate) fn at(mut self, base: Option<String>) -> Self {
        self.links.base = base;
        self
    }

    fn usual(&self, kind: Kind) -> MapRequest {
        MapRequest {
            kind,
            query: self.request.query.clone(),
            filters: self.request.filters.clone(),
            across: self.request.across.clone(),
            by: kind.choices()[0],
            top: kind.top(),
            document: None,
        }
    }
}

impl Asked {
    /// Judges what was given; all that is wrong is reported at once.
    pub(crate) fn read(
        state: &AppState,
        kind: &str,
        pairs: &Pairs,
        is_page: bool,
    ) -> Result<Self, HttpError> {
        let kind = kind.parse::<Kind>().map_err(|()| unknown_kind(kind))?;
        let mut given = if is_page {
            Given::from_page(Endpoint::Map, pairs)
        } else {
            Given::from_pairs(Endpoint::Map, pairs.clone())
        };
        let by = by(&mut given, kind);
        let top = given.integer("top", kind.top(), 1..=kind.most(), "what a page can hold");
        let form = match given.choice("format") {
            _ if pairs.get("format").is_none() => None,
            "svg" => Some(Form::Svg),
            "csv" => Some(Form::Csv),
            _ => Some(Form::Json),
        };
        let width = if given.choice("width") == "narrow" { Width::Narrow } else { Width::Wide };
        let document = document(&mut given, kind);
        let sought = Sought::read(state, given, pairs)?;
        let request = MapRequest { by, top, ..sought.usual(kind) };
        Ok(Self { request, document, form, width, links: sought.links })
    }

    /// The figures by themselves.
    pub(crate) async fn figures(
        self,
        state: &AppState,
        language: InterfaceLanguage,
    ) -> Result<MapResponse, HttpError> {
        self.made(state, 1, move |asked, map, generation| asked.response(map, generation, language)).await
    }

    /// The chart as a file, whose marks lead to the whole address of the server.
    pub(crate) async fn picture(
        mut self,
        state: &AppState,
        language: InterfaceLanguage,
        address: String,
    ) -> Result<String, HttpError> {
        self.links.base = Some(address);
        self.made(state, 1, move |asked, map, _| {
            let id = format!("map-{}", map.kind.as_str());
            asked.with_chart(map, language, |chart| chart.svg(&id, asked.width, Use::File))
        })
        .await
    }

    /// Chart and figures for a page.
    pub(crate) async fn drawn(
        self,
        state: &AppState,
        language: InterfaceLanguage,
    ) -> Result<Drawn, HttpError> {
        self.made(state, ON_A_PAGE, move |asked, map, generation| asked.shown(map, generation, language))
            .await
    }

    /// Draws behind the gate, in which the document is looked up as well.
    async fn made<T: Send + 'static>(
        mut self,
        state: &AppState,
        copies: usize,
        form: impl FnOnce(&Self, &Map, &Generation) -> T + Send + 'static,
    ) -> Result<T, HttpError> {
        let generation = state.generation();
        let started = Instant::now();
        let made = in_gate(state, move || -> Result<T, HttpError> {
            if let Some(written) = &self.document {
                self.request.document = Some(resolve::document(&generation, written)?.id());
            }
            let map = value::maps::map(&generation, &self.request)?;
            bounded(self.links.bytes(&map) * copies)?;
            Ok(form(&self, &map, &generation))
        })
        .await??;
        state.metrics().search(started.elapsed());
        Ok(made)
    }

    fn shown(&self, map: &Map, generation: &Generation, language: InterfaceLanguage) -> Drawn {
        let id = format!("map-{}", map.kind.as_str());
        let charts = self
            .with_chart(map, language, |chart| Width::ALL.map(|width| chart.svg(&id, width, Use::Inline)));
        Drawn { response: self.response(map, generation, language), charts }
    }

    fn response(&self, map: &Map, generation: &Generation, language: InterfaceLanguage) -> MapResponse {
        wire::map_response(map, &self.links, &generation.id().to_string(), language)
    }

    fn with_chart<T>(&self, map: &Map, language: InterfaceLanguage, draw: impl FnOnce(&Chart) -> T) -> T {
        let query = match self.links.whole() {
            query if query.is_empty() => language.pick("すべての文献", "all documents").to_owned(),
            query => query,
        };
        let said: Vec<String> = std::iter::once(query).chain(self.links.narrowed_by()).collect();
        let context = Context {
            japanese: language == InterfaceLanguage::Japanese,
            query: said.join(", "),
            href: &|cell: &Cell| self.links.whole_href("/", cell),
        };
        draw(&chart(map, &context))
    }
}

/// Draws maps of a search as they are where nothing is chosen, one after the other; stops at the deadline, and before their
/// marks have more addresses than one answer can have.
pub(crate) fn several(
    generation: &Generation,
    kinds: &[Kind],
    sought: &Sought,
    language: InterfaceLanguage,
    deadline: Option<Deadline>,
) -> Result<Vec<Drawn>, MapError> {
    let Some(first) = kinds.first() else { return Ok(Vec::new()) };
    let found = value::maps::found(generation, &sought.usual(*first))?;
    let (mut drawn, mut bytes) = (Vec::with_capacity(kinds.len()), 0);
    for kind in kinds {
        deadline.map_or(Ok(()), |deadline| deadline.check())?;
        let asked = Asked {
            request: sought.usual(*kind),
            document: None,
            form: None,
            width: Width::Wide,
            links: sought.links.clone(),
        };
        let map = value::maps::map_of(generation, &asked.request, &found)?;
        bytes += asked.links.bytes(&map) * ON_A_PAGE;
        bounded(bytes)?;
        drawn.push(asked.shown(&map, generation, language));
    }
    Ok(drawn)
}

/// The document that a map is drawn around, as it is written.
fn document(given: &mut Given, kind: Kind) -> Option<String> {
    let written = given.text("document").map(str::to_owned);
    match (kind.needs_document(), written) {
        (true, Some(written)) => Some(written),
        (true, None) => {
            let message = Bilingual::new(
                "この図は一つの文献のまわりに描きます。document に番号を指定してください",
                "this map is drawn around a document: give its number as document",
            );
            given.problem("document", "missing", message);
            None
        }
        (false, Some(_)) => {
            let message = Bilingual::new(
                "document は引用の網 (citations) だけにあります",
                "only the map citations takes a document",
            );
            given.problem("document", "not-here", message);
            None
        }
        (false, None) => None,
    }
}

/// What the map is divided by: `by`, or `x` as the axis of a matrix is called, whose other axis `y` can only be named.
fn by(given: &mut Given, kind: Kind) -> By {
    for axis in ["x", "y"] {
        if kind.rows().is_none() && given.text(axis).is_some() {
            let message = Bilingual::new(
                format!("この図に軸 {axis} はありません"),
                format!("this map has no axis {axis}: technologies and matrix have"),
            );
            given.problem(axis, "not-here", message);
            return kind.choices()[0];
        }
    }
    if let Some(rows) = kind.rows() {
        one_of(given, "y", &[rows], |written| (written == rows).then_some(()));
    }
    let choices = kind.choices();
    let names: Vec<&str> = choices.iter().map(|by| by.as_str()).collect();
    let of = |written: &str| choices.iter().copied().find(|by| by.is_called(written));
    let (by, x) = (one_of(given, "by", &names, of), one_of(given, "x", &names, of));
    if let (Some(by), Some(x)) = (by, x)
        && by != x
    {
        let message = Bilingual::new(
            "by と x は同じものです。どちらか一方を指定してください",
            "by and x are the same thing: give one of them",
        );
        given.problem("x", "conflict", message);
    }
    x.or(by).unwrap_or(choices[0])
}

/// The value of a parameter that is one of some names.
fn one_of<T>(
    given: &mut Given,
    parameter: &'static str,
    names: &[&str],
    of: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let written = given.text(parameter)?.to_owned();
    let found = of(&written);
    if found.is_none() {
        let message = if names == [By::Whole.as_str()] {
            Bilingual::new(
                "この図には区切り方の選択がありません",
                "this map is not divided, so it takes no division",
            )
        } else {
            Bilingual::new(
                format!(
                    "この図の {parameter} は {} のいずれかです ({written} は使えません)",
                    names.join("、")
                ),
                format!("{parameter} of this map must be one of {}, not {written:?}", names.join(", ")),
            )
        };
        let suggestion = did_you_mean(&written, names.iter().copied());
        let place = given.place(parameter);
        given.problems.push(Item::new(place, "not-a-choice", message).suggest(suggestion));
    }
    found
}

fn unknown_kind(written: &str) -> HttpError {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let short: String = written.chars().take(60).collect();
    let suggestion = did_you_mean(&short, kinds.iter().copied());
    let hint = |japanese: bool| match &suggestion {
        Some(near) if japanese => format!("。もしかして {near}"),
        Some(near) => format!("; did you mean {near}?"),
        None => String::new(),
    };
    let detail = Bilingual::new(
        format!("{short} という図はありません。{} があります{}", kinds.join("、"), hint(true)),
        format!("there is no map {short:?}; the maps are {}{}", kinds.join(", "), hint(false)),
    );
    HttpError::new(ProblemKind::NotFound, detail)
}
