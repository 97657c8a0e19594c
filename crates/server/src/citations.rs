//! What is known around one document: what it cites, who cites it, and its family.

use std::collections::BTreeSet;

use indexer::Generation;
use model::{CitationCategory, CitationPlace, CitedBy, Document, DocumentId, Doi, LiteratureRecord, Patent};
use query::{
    Ast, CitationDirection, Citing, Direction, FamilyDefinition, Field, LinkRule, LiteratureLink, Operand,
    SearchPage, SearchRequest, Sort, SortKey, family_of, link_literature, means_same_document,
};

use crate::{
    HttpError, InterfaceLanguage,
    links::read_literature,
    request::Pairs,
    resolve::link,
    wire::{
        self, Bucket, CitationCounts, CitationEntry, CitationsResponse, CitedLink, FamilyResponse,
        RelatedMember, Total,
    },
};

/// Most citing documents that are listed.
pub(crate) const CITING_MAX: usize = 100;

/// The letters of WIPO ST.14, the most telling first.
const LETTERS: [&str; 13] = ["X", "Y", "A", "D", "E", "I", "L", "N", "O", "P", "R", "T", "&"];

/// Which citations are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) direction: CitationDirection,
    pub(crate) category: Option<CitationCategory>,
    pub(crate) by: Option<CitedBy>,
    pub(crate) place: Option<CitationPlace>,
}

impl Wanted {
    /// Every citation in one direction.
    pub(crate) const fn all(direction: CitationDirection) -> Self {
        Self { direction, category: None, by: None, place: None }
    }
}

/// One citation in the citing document.
struct Given<'d> {
    text: &'d str,
    /// The cited number or `doi:`, where the source or its text has one.
    reference: Option<String>,
    /// Whether it is no patent that is cited.
    is_literature: bool,
    doi: Option<&'d Doi>,
    categories: &'d [CitationCategory],
    by: Option<CitedBy>,
    /// `None` of an article's references.
    place: Option<CitationPlace>,
}

/// Citations of a document in one direction.
pub(crate) fn citations(
    generation: &Generation,
    document: &Document,
    wanted: Wanted,
    language: InterfaceLanguage,
) -> Result<CitationsResponse, HttpError> {
    match wanted.direction {
        CitationDirection::Cites => cited(generation, document, wanted, language),
        CitationDirection::CitedBy => citing(generation, document, wanted, language),
    }
}

fn cited(
    generation: &Generation,
    document: &Document,
    wanted: Wanted,
    language: InterfaceLanguage,
) -> Result<CitationsResponse, HttpError> {
    let given = given(document);
    let mut entries = Vec::with_capacity(given.len());
    for one in &given {
        entries.push(cited_entry(generation, one, language)?);
    }
    let tally = |is_of: &dyn Fn(&Given<'_>) -> bool| given.iter().filter(|one| is_of(one)).count() as u64;
    let counts = CitationCounts {
        all: given.len() as u64,
        in_index: entries.iter().filter(|entry| entry.document.is_some()).count() as u64,
        by_category: by_category(|category| Ok(tally(&|one| one.categories.contains(&category))))?,
        by_origin: by_origin(|by| Ok(tally(&|one| one.by == Some(by))))?,
        by_place: by_place(|place| Ok(tally(&|one| one.place == Some(place))))?,
    };
    let mut passes = given.iter().map(|one| is_wanted(one, wanted));
    entries.retain(|_| passes.next() == Some(true));
    Ok(answer(generation, document, wanted, entries.len() as u64, counts, entries))
}

fn citing(
    generation: &Generation,
    document: &Document,
    wanted: Wanted,
    language: InterfaceLanguage,
) -> Result<CitationsResponse, HttpError> {
    let id = document.id();
    let found = |wanted: Wanted, size| -> Result<SearchPage, HttpError> {
        let query = citing_query(&id, Wanted { direction: CitationDirection::Cites, ..wanted });
        let sort = Sort { key: SortKey::Published, direction: Direction::Descending };
        let request = SearchRequest { size, sort, highlight: false, ..SearchRequest::new(query) };
        Ok(query::search(generation, &request)?)
    };
    let every = Wanted::all(CitationDirection::CitedBy);
    let all = found(every, 0)?.total;
    let counts = CitationCounts {
        all,
        in_index: all,
        by_category: by_category(|category| {
            Ok(found(Wanted { category: Some(category), ..every }, 0)?.total)
        })?,
        by_origin: by_origin(|by| Ok(found(Wanted { by: Some(by), ..every }, 0)?.total))?,
        by_place: by_place(|place| Ok(found(Wanted { place: Some(place), ..every }, 0)?.total))?,
    };
    let page = found(wanted, CITING_MAX)?;
    let cited = Cited::new(document);
    let mut entries = Vec::with_capacity(page.hits.len());
    for hit in &page.hits {
        entries.extend(citation_of(generation, &hit.document()?, &cited, wanted, language)?);
    }
    Ok(answer(generation, document, wanted, page.total, counts, entries))
}

/// A document, and the keys under which citations of literature mean it.
pub(crate) struct Cited {
    id: DocumentId,
    keys: BTreeSet<String>,
}

impl Cited {
    pub(crate) fn new(document: &Document) -> Self {
        let keys = match document {
            Document::Patent(_) => BTreeSet::new(),
            Document::Article(article) => LiteratureRecord::of_article(article).article_keys(),
        };
        Self { id: document.id(), keys }
    }

    /// Whether a citation may mean it: one under other keys need not be looked up.
    fn may_be(&self, text: &str) -> bool {
        LiteratureRecord::of_citation(text).is_some_and(|record| !record.keys().is_disjoint(&self.keys))
    }
}

/// The first citation of a document that is wanted and names another one, as that one sees it.
pub(crate) fn citation_of(
    generation: &Generation,
    citing: &Document,
    cited: &Cited,
    wanted: Wanted,
    language: InterfaceLanguage,
) -> Result<Option<CitationEntry>, HttpError> {
    let written = cited.id.to_string();
    let given = given(citing);
    let wanted_ones = || given.iter().filter(|one| is_wanted(one, wanted));
    let named = wanted_ones()
        .find(|one| one.reference.as_ref().is_some_and(|other| means_same_document(other, &written)));
    let document = Some(link(citing, language));
    if let Some(one) = named {
        let rule = if one.is_literature { LinkRule::Doi.as_str() } else { BY_NUMBER };
        return Ok(Some(CitationEntry { document, rule: Some(rule), ..entry(one) }));
    }
    let is_unnamed = |one: &&Given<'_>| one.is_literature && one.reference.is_none();
    for one in wanted_ones().filter(is_unnamed).filter(|one| cited.may_be(one.text)) {
        if let LiteratureLink::Resolved { document: meant, rule } =
            link_literature(generation, one.text, one.doi)?
            && meant == cited.id
        {
            return Ok(Some(CitationEntry { document, rule: Some(rule.as_str()), ..entry(one) }));
        }
    }
    Ok(None)
}

fn answer(
    generation: &Generation,
    document: &Document,
    wanted: Wanted,
    total: u64,
    counts: CitationCounts,
    citations: Vec<CitationEntry>,
) -> CitationsResponse {
    let id = document.id();
    CitationsResponse {
        generation: generation.id().to_string(),
        id: id.to_string(),
        direction: direction_name(wanted.direction).to_owned(),
        total: Total { value: total, relation: "exact" },
        counts,
        citations,
        search: search_href(&search_text(&id, wanted)),
    }
}

/// `cites` or `citedby`, as seen from the document asked about.
pub(crate) fn direction_name(direction: CitationDirection) -> &'static str {
    match direction {
        CitationDirection::Cites => "cites",
        CitationDirection::CitedBy => "citedby",
    }
}

/// The query that finds the documents of the index at the other ends: what a document cites are the documents that
/// it is the citing one of.
pub(crate) fn search_text(id: &DocumentId, wanted: Wanted) -> String {
    let direction = match wanted.direction {
        CitationDirection::Cites => CitationDirection::CitedBy,
        CitationDirection::CitedBy => CitationDirection::Cites,
    };
    citing_query(id, Wanted { direction, ..wanted }).to_string()
}

pub(crate) fn search_href(query: &str) -> String {
    let mut pairs = Pairs::default();
    pairs.push("q", query);
    pairs.href("/v1/search")
}

pub(crate) fn citing_query(id: &DocumentId, wanted: Wanted) -> Ast {
    let Wanted { direction, category, by, place } = wanted;
    let of = match Field::find("number") {
        Some(number) => Ast::leaf(number, Operand::Quoted(id.to_string())),
        None => Ast::Or(Vec::new()),
    };
    Ast::Citing(Citing { direction, categories: category.into_iter().collect(), by, place, of: Box::new(of) })
}

fn by_category(
    mut count: impl FnMut(CitationCategory) -> Result<u64, HttpError>,
) -> Result<Vec<Bucket>, HttpError> {
    let mut buckets = Vec::new();
    for category in LETTERS.into_iter().filter_map(|letter| letter.parse::<CitationCategory>().ok()) {
        buckets.push(Bucket { value: category.to_string(), count: count(category)? });
    }
    buckets.retain(|bucket| 0 < bucket.count);
    Ok(buckets)
}

fn by_origin(mut count: impl FnMut(CitedBy) -> Result<u64, HttpError>) -> Result<Vec<Bucket>, HttpError> {
    let mut buckets = Vec::new();
    for by in CitedBy::ALL {
        buckets.push(Bucket { value: by.as_str().to_owned(), count: count(by)? });
    }
    buckets.retain(|bucket| 0 < bucket.count);
    Ok(buckets)
}

fn by_place(
    mut count: impl FnMut(CitationPlace) -> Result<u64, HttpError>,
) -> Result<Vec<Bucket>, HttpError> {
    let mut buckets = Vec::new();
    for place in CitationPlace::ALL {
        buckets.push(Bucket { value: place.as_str().to_owned(), count: count(place)? });
    }
    buckets.retain(|bucket| 0 < bucket.count);
    Ok(buckets)
}

fn is_wanted(one: &Given<'_>, wanted: Wanted) -> bool {
    wanted.category.is_none_or(|category| one.categories.contains(&category))
        && wanted.by.is_none_or(|by| one.by == Some(by))
        && wanted.place.is_none_or(|place| one.place == Some(place))
}

/// Everything that a document cites, resolved or not, in the source's order.
fn given(document: &Document) -> Vec<Given<'_>> {
    match document {
        Document::Patent(patent) => {
            let patents = patent.citations.iter().map(|citation| Given {
                text: &citation.text,
                reference: citation.number.as_ref().map(ToString::to_string),
                is_literature: false,
                doi: None,
                categories: &citation.categories,
                by: citation.cited_by,
                place: Some(citation.place),
            });
            let literature = patent.literature.iter().map(|citation| Given {
                text: &citation.text,
                reference: citation.doi.as_ref().map(|doi| format!("doi:{doi}")),
                is_literature: true,
                doi: citation.doi.as_ref(),
                categories: &citation.categories,
                by: citation.cited_by,
                place: Some(citation.place),
            });
            patents.chain(literature).collect()
        }
        Document::Article(article) => {
            let references = article.references.iter().map(|reference| {
                let doi = reference.doi.as_ref().map(|doi| format!("doi:{doi}"));
                let patent = reference.cited_patent();
                Given {
                    text: &reference.text,
                    is_literature: doi.is_some() || patent.is_none(),
                    reference: doi.or_else(|| patent.map(|number| number.to_string())),
                    doi: reference.doi.as_ref(),
                    categories: &[],
                    by: None,
                    place: None,
                }
            });
            references.collect()
        }
    }
}

/// The rule by which patents are resolved.
const BY_NUMBER: &str = "number";

/// A citation with the document of the index that it means.
fn cited_entry(
    generation: &Generation,
    one: &Given<'_>,
    language: InterfaceLanguage,
) -> Result<CitationEntry, HttpError> {
    if !one.is_literature {
        let document = other_end(generation, one, language)?;
        let rule = document.as_ref().map(|_| BY_NUMBER);
        return Ok(CitationEntry { document, rule, ..entry(one) });
    }
    let (meant, read) = read_literature(generation, one.text, one.doi, language)?;
    let mut entry = CitationEntry { literature: Some(read), ..entry(one) };
    if let LiteratureLink::Resolved { document, rule } = meant
        && let Some(address) = generation.address(&document)?
    {
        entry.document = Some(link(&generation.front(address)?, language));
        entry.rule = Some(rule.as_str());
    }
    Ok(entry)
}

fn entry(one: &Given<'_>) -> CitationEntry {
    CitationEntry {
        text: one.text.to_owned(),
        reference: one.reference.clone(),
        place: one.place.map_or("reference-list", CitationPlace::as_str),
        categories: one.categories.iter().map(ToString::to_string).collect(),
        by: one.by.map(|by| by.as_str().to_owned()),
        document: None,
        rule: None,
        literature: None,
    }
}

/// The patent of the index that a citation names; the first of several kinds where the citation leaves it open.
fn other_end(
    generation: &Generation,
    one: &Given<'_>,
    language: InterfaceLanguage,
) -> Result<Option<CitedLink>, HttpError> {
    let Some(reference) = &one.reference else { return Ok(None) };
    let resolved = query::resolve(generation, reference);
    let ids = resolved.map(|resolved| resolved.documents).unwrap_or_default();
    let Some(id) = ids.iter().find(|id| means_same_document(&id.to_string(), reference)) else {
        return Ok(None);
    };
    let Some(address) = generation.address(id)? else { return Ok(None) };
    Ok(Some(link(&generation.front(address)?, language)))
}

/// A document's family by a definition.
pub(crate) fn family(
    generation: &Generation,
    document: &Document,
    definition: FamilyDefinition,
    language: InterfaceLanguage,
) -> Result<FamilyResponse, HttpError> {
    let id = document.id();
    let limit = generation.config().ranking.limits.family_members;
    let found = family_of(generation, &id, definition, limit)?;
    let own = priorities(document);
    let members = found.iter().flat_map(|family| &family.members).map(|member| {
        let priorities = priorities(member);
        let shared = priorities.iter().filter(|number| own.contains(number)).cloned().collect();
        RelatedMember { document: link(member, language), priorities, shared }
    });
    Ok(FamilyResponse {
        generation: generation.id().to_string(),
        id: id.to_string(),
        definition: definition.as_str().to_owned(),
        name: wire::definition_name(definition, language).to_owned(),
        text: wire::definition_text(definition, language).to_owned(),
        total: Total { value: found.as_ref().map_or(0, |family| family.size), relation: "exact" },
        members: members.collect(),
    })
}

/// The applications whose priority a document claims; its own where it claims none.
fn priorities(document: &Document) -> Vec<String> {
    let of_patent = |patent: &Patent| -> Vec<String> {
        let claimed = patent.priorities.iter().map(|priority| &priority.number);
        let own = patent.application.as_ref().filter(|_| patent.priorities.is_empty());
        claimed.chain(own).map(ToString::to_string).collect()
    };
    match document {
        Document::Patent(patent) => of_patent(patent),
        Document::Article(_) => Vec::new(),
    }
}
