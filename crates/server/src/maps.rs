//! Draws maps of a search, for the API and the pages alike.

use charts::{Use, Width};
use indexer::Generation;
use model::DocumentId;
use query::{Ast, Problem, QueryError, SearchRequest, Severity};
use value::maps::{By, Cell, Context, Kind, Map, MapRequest, Unit, chart};

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
    pub(crate) format: &'static str,
    width: Width,
    links: Links,
}

/// A map that is drawn.
pub(crate) struct Drawn {
    pub(crate) response: MapResponse,
    /// The chart for a page, at both widths.
    pub(crate) charts: [String; 2],
    /// The chart as a file.
    pub(crate) file: String,
}

/// The search that maps are drawn of.
pub(crate) struct Sought {
    pub(crate) request: SearchRequest,
    /// Warnings and notices of the query.
    pub(crate) problems: Vec<Problem>,
    pub(crate) links: Links,
}

/// Where the marks of a map lead: the search's own parameters with conditions added to its query.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    /// The query by itself, in the standard syntax.
    query: Ast,
    /// Everything else that the search has.
    pairs: Pairs,
    /// What stands before the path of a chart's marks; without it they lead nowhere.
    base: Option<String>,
}

/// Parameters that are the map's own, or that the query's new form replaces.
const REPLACED: [&str; 9] = ["q", "syntax", "by", "x", "y", "top", "document", "format", "width"];

impl Links {
    /// What the search has besides its query, as parameters: `office=JP`.
    pub(crate) fn narrowed_by(&self) -> Vec<String> {
        let of_search = self.pairs.0.iter().filter(|(name, _)| name != "lang");
        of_search.map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// The query that finds what a cell counts.
    pub(crate) fn query(&self, cell: &Cell) -> String {
        let mut all = if self.query.is_everything() { Vec::new() } else { vec![self.query.clone()] };
        all.extend(cell.conditions.iter().cloned());
        match all.len() {
            0 => String::new(),
            1 => all[0].to_string(),
            _ => Ast::And(all).to_string(),
        }
    }

    /// The address of the search below `path`: `/` for people, `/v1/search` for programs.
    pub(crate) fn href(&self, path: &str, cell: &Cell) -> String {
        let mut pairs = Pairs::default();
        pairs.push("q", self.query(cell));
        if cell.unit == Unit::Families {
            pairs.push("collapse", "simple");
        }
        pairs.0.extend(self.pairs.0.iter().cloned());
        pairs.href(path)
    }
}

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
        let format = given.choice("format");
        let width = if given.choice("width") == "narrow" { Width::Narrow } else { Width::Wide };
        let document = document(state, &mut given, kind)?;
        let sought = Sought::read(state, given, pairs)?;
        let request = MapRequest { by, top, document, ..sought.usual(kind) };
        Ok(Self { request, format, width, links: sought.links })
    }

    /// The same with the marks of its chart leading to the whole address of the server: for a file that is kept.
    pub(crate) fn for_a_file(mut self, address: String) -> Self {
        self.links.base = Some(address);
        self
    }

    /// A map of a search as it is drawn where nothing is chosen.
    pub(crate) fn of(kind: Kind, sought: &Sought) -> Self {
        let request = sought.usual(kind);
        Self { request, format: "json", width: Width::Wide, links: sought.links.clone() }
    }

    /// Draws behind the gate.
    pub(crate) async fn answer(
        self,
        state: &AppState,
        language: InterfaceLanguage,
    ) -> Result<Drawn, HttpError> {
        let generation = state.generation();
        let started = std::time::Instant::now();
        let drawn = in_gate(state, move || self.drawn(&generation, language)).await??;
        state.metrics().search(started.elapsed());
        Ok(drawn)
    }

    /// Draws on one generation.
    pub(crate) fn drawn(
        &self,
        generation: &Generation,
        language: InterfaceLanguage,
    ) -> Result<Drawn, QueryError> {
        let map = value::maps::map(generation, &self.request)?;
        Ok(self.shown(&map, generation, language))
    }

    fn shown(&self, map: &Map, generation: &Generation, language: InterfaceLanguage) -> Drawn {
        let response = wire::map_response(map, &self.links, &generation.id().to_string(), language);
        let href = |cell: &Cell| match &self.links.base {
            Some(base) => format!("{base}{}", self.links.href("/", cell)),
            None => String::new(),
        };
        let everything = language.pick("すべての文献", "all documents");
        let query = if response.query.is_empty() { everything } else { &response.query };
        let said: Vec<&str> =
            std::iter::once(query).chain(response.narrowed_by.iter().map(String::as_str)).collect();
        let context = Context {
            japanese: language == InterfaceLanguage::Japanese,
            query: said.join(", "),
            href: &href,
        };
        let chart = chart(map, &context);
        let id = format!("map-{}", map.kind.as_str());
        let charts = Width::ALL.map(|width| chart.svg(&id, width, Use::Inline));
        Drawn { response, charts, file: chart.svg(&id, self.width, Use::File) }
    }
}

/// The document that a map is drawn around, in any accepted form of its number.
fn document(state: &AppState, given: &mut Given, kind: Kind) -> Result<Option<DocumentId>, HttpError> {
    let written = given.text("document").map(str::to_owned);
    match (kind.needs_document(), written) {
        (true, Some(written)) => Ok(Some(resolve::document(&state.generation(), &written)?.id())),
        (true, None) => {
            let message = Bilingual::new(
                "この図は一つの文献のまわりに描きます。document に番号を指定してください",
                "this map is drawn around a document: give its number as document",
            );
            given.problem("document", "missing", message);
            Ok(None)
        }
        (false, Some(_)) => {
            let message = Bilingual::new(
                "document は引用の網 (citations) だけにあります",
                "only the map citations takes a document",
            );
            given.problem("document", "not-here", message);
            Ok(None)
        }
        (false, None) => Ok(None),
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
