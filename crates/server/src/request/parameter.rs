use export::Format;

use super::of_map::{NOT_OF_MAPS, OF_A_MAP};

/// A parameter of a search, in the URL or as a member of the JSON body: the one definition that reading, the
/// OpenAPI document and the pages share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) kind: ParameterKind,
    pub(crate) description: &'static str,
    pub(crate) example: &'static str,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    Text,
    /// Repeated in a URL, an array of strings in JSON.
    List,
    /// A list of names without commas in them: `a,b` is read in a URL too.
    Names,
    Integer,
    Flag,
    Choice(&'static [&'static str]),
}

pub(super) const fn parameter(
    name: &'static str,
    kind: ParameterKind,
    example: &'static str,
    description: &'static str,
) -> Parameter {
    Parameter { name, kind, description, example }
}

const fn filter(name: &'static str, example: &'static str, description: &'static str) -> Parameter {
    parameter(name, ParameterKind::List, example, description)
}

/// The filters: any of the values given for one, all of the filters given. `not_` before a name excludes.
pub(crate) const FILTERS: &[Parameter] = &[
    filter("type", "patent", "Document type: patent or article."),
    filter("office", "JP", "Publishing office, WIPO ST.3."),
    filter("kind", "B2", "Kind of patent document, WIPO ST.16."),
    filter("language", "ja", "Language of any of the document's texts, ISO 639."),
    filter("applicant", "青葉電池", "Applicant or assignee, in the script in which it is searched."),
    filter("inventor", "Tanaka", "Inventor or author."),
    filter("ipc", "H01M10", "IPC symbol, or the beginning of one at a level: H, H01, H01M, H01M10."),
    filter("cpc", "H01M10/0562", "CPC symbol, or the beginning of one at a level."),
    filter("fi", "H01M10/0562", "FI symbol, or the beginning of one at a level."),
    filter("fterm", "5H029", "F-term: theme, theme and viewpoint, or the whole symbol."),
    filter("journal", "電気化学応用誌", "Journal of an article."),
    filter("year", "2019", "Year of publication."),
    filter("status", "in-force", "Legal status as the source states it."),
    filter("sector", "university", "Sector of an applicant."),
    filter("region", "愛知県", "Region (prefecture, state) of an applicant."),
    filter("family", "demo-family-001", "The source's id of the simple family."),
];

/// The filters' exclusions, in the same order.
const EXCLUSIONS: &[Parameter] = &[
    filter("not_type", "article", "Excludes a document type."),
    filter("not_office", "US", "Excludes an office."),
    filter("not_kind", "A", "Excludes a kind."),
    filter("not_language", "en", "Excludes documents with a text in the language."),
    filter("not_applicant", "青葉電池", "Excludes an applicant or assignee."),
    filter("not_inventor", "Tanaka", "Excludes an inventor or author."),
    filter("not_ipc", "H01M4", "Excludes an IPC symbol and what it contains."),
    filter("not_cpc", "H01M4", "Excludes a CPC symbol and what it contains."),
    filter("not_fi", "H01M4", "Excludes an FI symbol and what it contains."),
    filter("not_fterm", "5H029", "Excludes an F-term and what it contains."),
    filter("not_journal", "電気化学応用誌", "Excludes a journal."),
    filter("not_year", "2019", "Excludes a year of publication."),
    filter("not_status", "expired", "Excludes a legal status."),
    filter("not_sector", "company", "Excludes a sector."),
    filter("not_region", "愛知県", "Excludes a region."),
    filter("not_family", "demo-family-001", "Excludes a family."),
];

const OTHERS: &[Parameter] = &[
    parameter(
        "q",
        ParameterKind::Text,
        "固体電解質",
        "The query, see /help. Empty: everything that passes the filters.",
    ),
    parameter(
        "syntax",
        ParameterKind::Choice(&["native", "cql", "jplatpat", "json"]),
        "cql",
        "How q is written: chizai's own syntax, Espacenet's CQL, J-PlatPat's logical expressions, or the JSON form \
         (the schema Query). The answer's `understood` is in chizai's own.",
    ),
    parameter("from", ParameterKind::Text, "2015-04", "First date: YYYY-MM-DD, YYYY-MM or YYYY."),
    parameter("to", ParameterKind::Text, "2020", "Last date, the whole of its month or year included."),
    parameter(
        "date",
        ParameterKind::Choice(&["published", "filed", "priority"]),
        "published",
        "The date that from and to are about.",
    ),
    parameter(
        "sort",
        ParameterKind::Choice(&["relevance", "newest", "oldest"]),
        "relevance",
        "The order of hits; dates are dates of publication.",
    ),
    parameter(
        "size",
        ParameterKind::Integer,
        "10",
        "Hits on a page; 0 asks for the total and the facets only.",
    ),
    parameter(
        "cursor",
        ParameterKind::Text,
        "",
        "Where the page starts: `next` of the page before it, unchanged, with the same other parameters.",
    ),
    parameter(
        "facets",
        ParameterKind::Names,
        "type,office,year",
        "The facets to count: type, office, kind, language, year, applicant, inventor, ipc, cpc and fi (subclasses), \
         ipc.group, cpc.group and fi.group (main groups), fterm (themes), journal, status, sector, region, family.",
    ),
    parameter(
        "histogram",
        ParameterKind::Names,
        "published:month,claim_count:5",
        "Counts along a scale: published, filed or priority by year, month or day; claim_count, \
         independent_claim_count, citation_count or literature_count by a width. Empty buckets between are listed.",
    ),
    parameter("facet_size", ParameterKind::Integer, "10", "Buckets of each facet."),
    parameter(
        "collapse",
        ParameterKind::Choice(&["none", "simple", "extended"]),
        "simple",
        "Whether hits are documents or families: simple (same set of priority applications) or extended (shared \
         priority, transitively). Facets count documents all the same.",
    ),
    parameter(
        "representative",
        ParameterKind::Text,
        "office:JP,US",
        "Which matching document stands for a family: rank, or one in a language or of an office, the first of a \
         list that any has: language:ja,en, office:JP,US. The family's place is that of its best document.",
    ),
    parameter(
        "families",
        ParameterKind::Flag,
        "true",
        "Counts the families among the matching documents without collapsing too.",
    ),
    parameter(
        "feedback",
        ParameterKind::Flag,
        "true",
        "Lets terms of the best documents take part in the ranking (RM3). What matches stays as it is; the answer \
         lists the terms.",
    ),
    parameter(
        "feedback_without",
        ParameterKind::Names,
        "membrane,cell",
        "Terms that feedback must not add, as the answer lists them.",
    ),
    parameter(
        "xl",
        ParameterKind::Names,
        "en,ja",
        "Searches each term in these languages too, by the term pairs of the index; the answer lists the pairs that took \
         part.",
    ),
    parameter(
        "xl_without",
        ParameterKind::List,
        "固体電解質=solid electrolyte",
        "A pair that must not take part, as the answer lists it: word and translation with = between; may be repeated.",
    ),
    parameter(
        "explain",
        ParameterKind::Flag,
        "true",
        "Adds to each hit the tree of contributions that its score is the sum of.",
    ),
    parameter(
        "counts",
        ParameterKind::Flag,
        "true",
        "Adds the query's tree with the exact count of every part, and advice; always there where nothing is found.",
    ),
    parameter("highlight", ParameterKind::Flag, "true", "Adds passages with marks; true if absent."),
    parameter(
        "fields",
        ParameterKind::Names,
        "title.ja,claims.independent,biblio.applicants",
        "Only these parts of each document, by path; /v1/fields lists the paths. Hits then have `id` and `fields`.",
    ),
    parameter(
        "lang",
        ParameterKind::Choice(&["ja", "en"]),
        "ja",
        "Language of messages and of the title chosen; else Accept-Language decides.",
    ),
];

/// Conditions on the ledger of the commons, which one listing has to fulfil together.
const COMMONS: &[Parameter] = &[
    parameter(
        "commons",
        ParameterKind::Text,
        "research",
        "Only patents listed in the ledger for a use: research, education, evaluation, commercial, or any.",
    ),
    parameter(
        "user",
        ParameterKind::Text,
        "company",
        "Who uses it: individual, university, public-institute, non-profit, small-firm or company. Narrows with `commons`; \
         what each hit answers is about this user.",
    ),
    parameter("residence", ParameterKind::Text, "JP", "Where the user has its seat, ST.3; JP if absent."),
    parameter("territory", ParameterKind::Text, "JP", "Where the use takes place, ST.3."),
    parameter(
        "asof",
        ParameterKind::Text,
        "2026-01-01",
        "The day on which it is listed, YYYY-MM-DD; today in Japan if absent.",
    ),
    parameter(
        "terms",
        ParameterKind::Text,
        "model-research",
        "Listed under these terms: NAME or NAME@VERSION.",
    ),
    parameter("provider", ParameterKind::Text, "hokushin", "Listed by this provider."),
    parameter("provider_region", ParameterKind::Text, "宮城県", "Listed by a provider of this prefecture."),
    parameter(
        "tlo",
        ParameterKind::Text,
        "tohoku-technobridge",
        "Listed by a provider that this office represents.",
    ),
    parameter("package", ParameterKind::Text, "mould-temperature", "In this package."),
];

/// All parameters of a search: the query and its page first, then the commons, then filters, then exclusions.
const SEARCH_PARAMETERS: [&[Parameter]; 4] = [OTHERS, COMMONS, FILTERS, EXCLUSIONS];

/// Parameters of a search's page, which an export does not have.
const OF_A_PAGE: &[&str] = &[
    "size",
    "cursor",
    "facets",
    "facet_size",
    "histogram",
    "families",
    "feedback",
    "feedback_without",
    "xl",
    "xl_without",
    "counts",
    "explain",
    "highlight",
];

/// What an export takes besides the parameters of the search.
const OF_AN_EXPORT: &[Parameter] = &[
    parameter(
        "format",
        ParameterKind::Choice(&Format::NAMES),
        "csv",
        "The form of the file: NDJSON is the exchange form, CSL the JSON of citation processors.",
    ),
    parameter(
        "bom",
        ParameterKind::Flag,
        "true",
        "A byte order mark before CSV, so that Excel reads it as UTF-8.",
    ),
];

/// Parameters of a search that mean nothing where documents are ordered by how similar they are.
const NOT_OF_SIMILAR: &[&str] = &["sort", "families", "feedback", "feedback_without", "counts"];

/// What similar documents are asked for with.
const OF_SIMILAR: &[Parameter] = &[parameter(
    "before",
    ParameterKind::Text,
    "priority",
    "Only documents published before a day: priority, filed or published of the document asked about (of an article \
     each is its publication), or a date: YYYY-MM-DD, YYYY-MM or YYYY.",
)];

/// What stands for a document where documents similar to a text are asked for.
const OF_A_TEXT: &[Parameter] = &[parameter(
    "text",
    ParameterKind::Text,
    "硫化物固体電解質と正極活物質とを含む全固体電池",
    "The text: a paragraph, a claim or a publication, up to limits.query_chars of ranking.toml (20,000 characters). No \
     syntax is read. Where it has the headings of a publication (【請求項1】, Abstract:), words count by part.",
)];

/// Parameters of a search that mean nothing where documents are ordered by what their claims cover.
const NOT_OF_COVERAGE: &[&str] = &[
    "q",
    "syntax",
    "sort",
    "size",
    "cursor",
    "facets",
    "histogram",
    "facet_size",
    "collapse",
    "representative",
    "families",
    "feedback",
    "feedback_without",
    "xl",
    "xl_without",
    "explain",
    "counts",
    "highlight",
    "fields",
];

/// Parameters of a search that mean nothing where its documents are counted as a set.
const NOT_OF_PORTFOLIO: &[&str] = &[
    "sort",
    "size",
    "cursor",
    "facets",
    "histogram",
    "facet_size",
    "collapse",
    "representative",
    "families",
    "feedback",
    "feedback_without",
    "explain",
    "counts",
    "highlight",
    "fields",
];

/// What a set is compared with.
const OF_PORTFOLIO: &[Parameter] = &[parameter(
    "against",
    ParameterKind::Text,
    "office:US",
    "A second query, whose documents are the set to compare with: read in the same syntax, not narrowed by the filters.",
)];

/// What technique coverage is asked for with.
const OF_COVERAGE: &[Parameter] = &[
    parameter(
        "description",
        ParameterKind::Text,
        "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機",
        "The technique in words, a sentence or a claim, up to coverage.chars of ranking.toml (10,000 characters). It \
         is divided into elements unless they are given.",
    ),
    parameter(
        "elements",
        ParameterKind::List,
        "金型の温度を検知する手段",
        "The elements, instead of those that the technique is divided into; a value of several lines is one element a \
         line.",
    ),
    parameter(
        "document",
        ParameterKind::Text,
        "JP-2012940101-A",
        "A document whose claim is the technique: a number in any accepted form. Its extended family is left out.",
    ),
    parameter("claim", ParameterKind::Integer, "1", "The number of that claim; 1 if absent."),
    parameter(
        "claim_language",
        ParameterKind::Text,
        "ja",
        "The language of that claim, where the document has it in several; ISO 639.",
    ),
    parameter(
        "languages",
        ParameterKind::Names,
        "ja,en",
        "Languages of the texts that are judged, ISO 639; all if absent.",
    ),
    parameter(
        "size",
        ParameterKind::Integer,
        "10",
        "Documents of the answer, up to coverage.described of ranking.toml.",
    ),
    parameter(
        "xl",
        ParameterKind::Names,
        "none",
        "The languages whose terms stand for the technique's, by the term pairs of the index; English and Japanese if \
         absent, none for neither.",
    ),
    parameter(
        "xl_without",
        ParameterKind::List,
        "固体電解質=solid electrolyte",
        "A pair that must not stand for a term: both with = between; may be repeated.",
    ),
    parameter(
        "format",
        ParameterKind::Choice(&["json", "csv"]),
        "csv",
        "The form of the answer: CSV has one line for each element of each document.",
    ),
];

/// Who takes parameters of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Search,
    Export,
    /// What is similar to a document.
    Similar,
    /// What is similar to a text.
    SimilarText,
    /// What covers a technique.
    Coverage,
    /// What a set of documents is like as a whole.
    Portfolio,
    /// A map of a search.
    Map,
}

impl Endpoint {
    /// The parameters that it takes, in the order of their description.
    pub(crate) fn parameters(self) -> impl Iterator<Item = &'static Parameter> {
        let own: [&[Parameter]; 2] = match self {
            Self::Search => [&[], &[]],
            Self::Export => [OF_AN_EXPORT, &[]],
            Self::Similar => [&[], OF_SIMILAR],
            Self::SimilarText => [OF_A_TEXT, OF_SIMILAR],
            Self::Coverage => [OF_COVERAGE, OF_SIMILAR],
            Self::Portfolio => [&[], OF_PORTFOLIO],
            Self::Map => [OF_A_MAP, &[]],
        };
        let left_out: &[&str] = match self {
            Self::Search => &[],
            Self::Export => OF_A_PAGE,
            Self::Similar | Self::SimilarText => NOT_OF_SIMILAR,
            Self::Coverage => NOT_OF_COVERAGE,
            Self::Portfolio => NOT_OF_PORTFOLIO,
            Self::Map => NOT_OF_MAPS,
        };
        let of_search = Parameter::all().filter(move |parameter| !left_out.contains(&parameter.name));
        own.into_iter().flatten().chain(of_search)
    }

    /// The parameter of a name, if it is taken here.
    pub(crate) fn parameter(self, name: &str) -> Option<&'static Parameter> {
        self.parameters().find(|parameter| parameter.name == name)
    }
}

impl Parameter {
    /// Those of a search.
    fn all() -> impl Iterator<Item = &'static Self> {
        SEARCH_PARAMETERS.into_iter().flatten()
    }
}

/// The name among `names` that was probably meant.
pub(crate) fn did_you_mean<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let lower = written.to_lowercase();
    names
        .map(|name| (strsim::damerau_levenshtein(&lower, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_has_its_exclusion() {
        let excluded: Vec<String> = FILTERS.iter().map(|filter| format!("not_{}", filter.name)).collect();
        let names: Vec<&str> = EXCLUSIONS.iter().map(|exclusion| exclusion.name).collect();
        assert_eq!(names, excluded);
    }

    #[track_caller]
    fn check(written: &str, expected: Option<&str>) {
        let meant = did_you_mean(written, Parameter::all().map(|parameter| parameter.name));
        assert_eq!(meant.as_deref(), expected, "{written}");
    }

    #[test]
    fn a_misspelt_parameter_is_recognised() {
        check("sise", Some("size"));
        check("Office", Some("office"));
        check("aplicant", Some("applicant"));
        check("hilight", Some("highlight"));
        check("utm_source", None);
    }
}
