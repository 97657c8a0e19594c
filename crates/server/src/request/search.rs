use export::{Selection, UnknownField};
use model::Date;
use query::{Across, Before, Collapse, FacetColumn, HistogramRequest, Representative, ScaleColumn, Syntax};

use super::{FILTERS, Given, Pairs};
use crate::{
    ServerConfig,
    error::{Bilingual, Item, Place},
    may_use::UseAsked,
    request::parameter::did_you_mean,
};

/// A search as asked for, judged against the limits, in words that are still the protocol's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SearchParameters {
    pub(crate) q: String,
    pub(crate) syntax: Syntax,
    pub(crate) filters: Vec<FilterValues>,
    pub(crate) date: DateField,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
    pub(crate) sort: SortBy,
    pub(crate) size: usize,
    pub(crate) cursor: Option<String>,
    pub(crate) facets: Vec<&'static str>,
    pub(crate) facet_size: usize,
    pub(crate) histograms: Vec<HistogramRequest>,
    pub(crate) collapse: Collapse,
    pub(crate) representative: Representative,
    pub(crate) families: bool,
    /// Terms that feedback must not add; `None` where there is no feedback.
    pub(crate) feedback: Option<Vec<String>>,
    /// Which languages terms are searched in besides, and by which pairs not.
    pub(crate) across: Across,
    pub(crate) explain: bool,
    pub(crate) highlight: bool,
    /// The parts of documents asked for; all, in the form of hits, if `None`.
    pub(crate) selection: Option<Selection>,
    pub(crate) counts: bool,
    /// The value of a condition on `commons`; none where any document will do.
    pub(crate) commons: Option<String>,
    /// What is asked of the ledger for each hit.
    pub(crate) asked: UseAsked,
}

/// The values included and excluded of one filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FilterValues {
    pub(crate) name: &'static str,
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DateField {
    Published,
    Filed,
    Priority,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SortBy {
    Relevance,
    Newest,
    Oldest,
}

impl SearchParameters {
    /// Judges what was given; all that is wrong is reported at once.
    pub(crate) fn read(mut given: Given, config: &ServerConfig) -> Result<Self, Vec<Item>> {
        let selection = selection(&mut given);
        let parameters = Self {
            q: query_text(&mut given, config.query_chars_max),
            syntax: given.choice("syntax").parse().unwrap_or_default(),
            filters: filters(&mut given, config.filter_values_max),
            date: match given.choice("date") {
                "filed" => DateField::Filed,
                "priority" => DateField::Priority,
                _ => DateField::Published,
            },
            from: date(&mut given, "from"),
            to: date(&mut given, "to"),
            sort: match given.choice("sort") {
                "newest" => SortBy::Newest,
                "oldest" => SortBy::Oldest,
                _ => SortBy::Relevance,
            },
            size: given.integer(
                "size",
                config.page_size_default,
                0..=config.page_size_max,
                "limits.page_size_max",
            ),
            cursor: given.text("cursor").map(str::to_owned),
            facets: facets(&mut given),
            facet_size: given.integer(
                "facet_size",
                config.facet_size_max.min(10),
                1..=config.facet_size_max,
                "limits.facet_values",
            ),
            histograms: histograms(&mut given),
            collapse: match given.choice("collapse") {
                "simple" => Collapse::Simple,
                "extended" => Collapse::Extended,
                _ => Collapse::None,
            },
            representative: representative(&mut given),
            families: given.flag("families", false),
            feedback: given.flag("feedback", false).then(|| given.list("feedback_without").to_vec()),
            across: across(&mut given),
            explain: given.flag("explain", false),
            // Who chooses the parts has not chosen passages.
            highlight: given.flag("highlight", selection.is_none()),
            selection,
            counts: given.flag("counts", false),
            commons: commons(&mut given),
            asked: asked(&mut given),
        };
        given.choice("lang");
        if let (Some(from), Some(to)) = (parameters.from, parameters.to)
            && to.last_day() < from
        {
            let message = Bilingual::new(
                format!("期間の終わり {to} が始まり {from} より前です"),
                format!("the last date, {to}, is before the first, {from}"),
            );
            given.problem("to", "empty-range", message);
        }
        if given.problems.is_empty() { Ok(parameters) } else { Err(given.problems) }
    }

    /// Whether anything at all is asked for: the start page is an empty search that is not run.
    pub(crate) fn is_empty(&self) -> bool {
        self.q.trim().is_empty()
            && self.filters.is_empty()
            && self.commons.is_none()
            && self.from.is_none()
            && self.to.is_none()
    }
}

/// Parameters that narrow a search to listings, and what the condition calls them.
const OF_LISTINGS: [(&str, &str); 5] = [
    ("terms", "terms"),
    ("provider", "provider"),
    ("provider_region", "region"),
    ("tlo", "tlo"),
    ("package", "package"),
];

/// Parameters that say who asks, where and when: they narrow where a purpose or a listing is asked for.
const OF_ASKER: [&str; 4] = ["user", "residence", "territory", "asof"];

/// Puts the parameters of the commons together as one condition, so that one listing has to fulfil them all.
fn commons(given: &mut Given) -> Option<String> {
    let purpose = given.text("commons").map(str::to_owned);
    let mut parts = Vec::new();
    for (parameter, name) in OF_LISTINGS {
        parts.extend(given.text(parameter).map(|value| (parameter, format!("{name}={}", value.trim()))));
    }
    if purpose.is_none() && parts.is_empty() {
        return None;
    }
    for parameter in OF_ASKER {
        parts.extend(given.text(parameter).map(|value| (parameter, format!("{parameter}={}", value.trim()))));
    }
    for (parameter, part) in &parts {
        if part.contains([' ', ',', '\u{3000}']) {
            let message = Bilingual::new(
                format!("{parameter} には空白や読点のない一つの値を書いてください"),
                format!("{parameter} takes one value without spaces or commas"),
            );
            given.problem(parameter, "several-values", message);
        }
    }
    let parts = parts.into_iter().map(|(_, part)| part);
    Some(
        std::iter::once(purpose.unwrap_or_else(|| "any".to_owned()))
            .chain(parts)
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// The question that each hit answers.
fn asked(given: &mut Given) -> UseAsked {
    const NAMES: [(&str, &str); 5] = [
        ("asof", "on"),
        ("user", "user"),
        ("residence", "residence"),
        ("territory", "territory"),
        ("commons", "purpose"),
    ];
    let mut pairs = Pairs::default();
    for (parameter, name) in NAMES {
        if let Some(value) = given.text(parameter).filter(|value| *value != "any") {
            pairs.push(name, value);
        }
    }
    UseAsked::read(&pairs).unwrap_or_else(|error| {
        for mut item in error.items {
            let parameter = NAMES.iter().find(|(_, name)| item.place == Place::Parameter((*name).to_owned()));
            if let Some((parameter, _)) = parameter {
                item.place = given.place(parameter);
            }
            given.problems.push(item);
        }
        UseAsked::default()
    })
}

fn query_text(given: &mut Given, max: usize) -> String {
    let text = given.text("q").unwrap_or_default().to_owned();
    let chars = text.chars().count();
    if max < chars {
        let message = Bilingual::new(
            format!("検索式は {max} 文字 (limits.query_chars) までです (今は {chars} 文字)"),
            format!("the query has {chars} characters, the limit is {max} (limits.query_chars)"),
        );
        given.problem("q", "too-long", message);
    }
    text
}

/// The text that similar documents are asked for with; it must say something.
pub(crate) fn similar_text(given: &mut Given, max: usize) -> String {
    let text = given.text("text").unwrap_or_default().to_owned();
    let chars = text.chars().count();
    if max < chars {
        let message = Bilingual::new(
            format!("文章は {max} 文字 (limits.query_chars) までです (今は {chars} 文字)"),
            format!("the text has {chars} characters, the limit is {max} (limits.query_chars)"),
        );
        given.problem("text", "too-long", message);
    } else if text.trim().is_empty() {
        let message = Bilingual::new("文章 text が必要です", "text is required");
        given.problem("text", "missing", message);
    }
    text
}

/// The day that similar documents must be older than.
pub(crate) fn before(given: &mut Given) -> Option<Before> {
    let written = given.text("before")?.to_owned();
    match written.parse() {
        Ok(before) => Some(before),
        Err(unknown) => {
            let message = Bilingual::new(
                format!("before は priority、filed、published か、2012-03-04 のような日付です ({written})"),
                format!("before: {unknown}"),
            );
            let suggestion = did_you_mean(&written, Before::OF_DOCUMENT.map(Before::name).into_iter());
            let place = given.place("before");
            given.problems.push(Item::new(place, "not-a-date", message).suggest(suggestion));
            None
        }
    }
}

fn filters(given: &mut Given, max: usize) -> Vec<FilterValues> {
    let mut all = Vec::new();
    for filter in FILTERS {
        let excluded = format!("not_{}", filter.name);
        for name in [filter.name, &excluded] {
            let count = given.list(name).len();
            if max < count {
                let message = Bilingual::new(
                    format!("{name} は {max} 個 (limits.filters) までです (今は {count} 個)"),
                    format!("{name} has {count} values, the limit is {max} (limits.filters)"),
                );
                given.problem(name, "too-many", message);
            }
        }
        let values = |name: &str| -> Vec<String> {
            given.list(name).iter().map(|value| value.trim().to_owned()).filter(|v| !v.is_empty()).collect()
        };
        let (include, exclude) = (values(filter.name), values(&excluded));
        if !(include.is_empty() && exclude.is_empty()) {
            all.push(FilterValues { name: filter.name, include, exclude });
        }
    }
    all
}

fn date(given: &mut Given, name: &'static str) -> Option<Date> {
    let written = given.text(name)?.to_owned();
    match written.trim().replace('/', "-").parse() {
        Ok(date) => Some(date),
        Err(_) => {
            let message = Bilingual::new(
                format!("{name} は YYYY-MM-DD、YYYY-MM、YYYY のいずれかで書いてください ({written})"),
                format!("{name} must be YYYY-MM-DD, YYYY-MM or YYYY, not {written:?}"),
            );
            given.problem(name, "not-a-date", message);
            None
        }
    }
}

pub(super) fn across(given: &mut Given) -> Across {
    let mut across = Across::default();
    let languages = given.list("xl").join(",");
    if !languages.is_empty() {
        match Across::into_languages(&languages) {
            Ok(into) => across.into = into,
            Err(problem) => given.unreadable("xl", &problem),
        }
    }
    for pair in given.list("xl_without").to_vec() {
        match pair.parse() {
            Ok(pair) => across.refused.push(pair),
            Err(problem) => given.unreadable("xl_without", &problem),
        }
    }
    across
}

fn representative(given: &mut Given) -> Representative {
    let Some(written) = given.text("representative").map(str::to_owned) else { return Representative::Rank };
    written.parse().unwrap_or_else(|_| {
        let message = Bilingual::new(
            format!(
                "representative は rank、language:ja,en、office:JP,US のように書いてください ({written})"
            ),
            format!("representative must be rank, language:ja,en or office:JP,US, not {written:?}"),
        );
        given.problem("representative", "not-a-representative", message);
        Representative::Rank
    })
}

fn facets(given: &mut Given) -> Vec<&'static str> {
    let known = FacetColumn::ALL.map(FacetColumn::name);
    let mut names = Vec::new();
    for written in given.list("facets").to_vec() {
        match FacetColumn::find(&written).map(FacetColumn::name) {
            Some(facet) if names.contains(&facet) => {}
            Some(facet) => names.push(facet),
            None => {
                let message = Bilingual::new(
                    format!("{written} というファセットはありません"),
                    format!("there is no facet {written:?}; the facets are {}", known.join(", ")),
                );
                let suggestion = did_you_mean(&written, known.into_iter());
                let place = given.place("facets");
                given.problems.push(Item::new(place, "unknown-facet", message).suggest(suggestion));
            }
        }
    }
    names
}

/// The parts asked for; nothing where `fields` is not given. All paths that name nothing are reported.
fn selection(given: &mut Given) -> Option<Selection> {
    let paths = given.list("fields").to_vec();
    if paths.is_empty() {
        return None;
    }
    match Selection::read(paths.iter().map(String::as_str)) {
        Ok(selection) => Some(selection),
        Err(unknown) => {
            given.problems.extend(unknown.iter().map(|field| unknown_field(&paths, field)));
            None
        }
    }
}

/// A path that names nothing, at its place in the list of `fields`, in a URL as in a body.
pub(crate) fn unknown_field(paths: &[String], unknown: &UnknownField) -> Item {
    let message = Bilingual::new(
        format!("{} という項目はありません (/v1/fields の paths を参照)", unknown.path),
        format!("{unknown}; /v1/fields lists the paths"),
    );
    let i = paths.iter().position(|path| *path == unknown.path).unwrap_or_default();
    Item::new(Place::Pointer(format!("/fields/{i}")), "unknown-field", message)
        .suggest(unknown.suggestion.clone())
}

/// The histograms asked for, each once.
fn histograms(given: &mut Given) -> Vec<HistogramRequest> {
    let mut histograms = Vec::new();
    for written in given.list("histogram").to_vec() {
        match HistogramRequest::read(&written) {
            Some(histogram) if histograms.contains(&histogram) => {}
            Some(histogram) => histograms.push(histogram),
            None => {
                let names = ScaleColumn::ALL.map(ScaleColumn::name);
                let message = Bilingual::new(
                    format!("{written} という区間の数え方はありません。例: published:month、claim_count:5"),
                    format!(
                        "there is no histogram {written:?}; dates take year, month or day (published:month), \
                         numbers a width (claim_count:5), of {}",
                        names.join(", ")
                    ),
                );
                let (name, step) = written.split_once(':').unwrap_or((&written, ""));
                let separator = if step.is_empty() { "" } else { ":" };
                let near = did_you_mean(name, names.into_iter()).filter(|near| near != name);
                let suggestion = near.map(|near| format!("{near}{separator}{step}"));
                let place = given.place("histogram");
                given.problems.push(Item::new(place, "unknown-histogram", message).suggest(suggestion));
            }
        }
    }
    histograms
}
