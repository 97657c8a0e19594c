use model::{
    CitationCategory, CitationPlace, CitedBy, LiteratureCitation, Patent, PatentCitation, PublicationNumber,
};

use crate::{doi, st36, xml::Element};

/// (56) of a `patent-document`: source and category are attributes of the citation, or of a `source` inside it.
pub(super) fn read_marec(technical: &Element, patent: &mut Patent) {
    for citation in
        technical.children_named("citations").flat_map(Element::children).flat_map(Element::children)
    {
        let source = citation.at("sources/source").unwrap_or(citation);
        let attribute = |name: &str| citation.attr(name).or_else(|| source.attr(name));
        let from = attribute("source").or_else(|| source.attr("name"));
        let cited_by = from.and_then(phase);
        let place = match from {
            Some("description") => CitationPlace::InText,
            _ => CitationPlace::FrontPage,
        };
        let categories = categories(attribute("category"));
        match citation.local() {
            "patcit" => {
                let Some(id) = citation.child("document-id") else { continue };
                let (text, number) = cited_publication(id);
                patent.citations.push(PatentCitation { text, number, categories, cited_by, place });
            }
            "nplcit" => add_literature(citation, categories, (cited_by, place), patent),
            _ => {}
        }
    }
}

/// (56) of an `exchange-document`.
pub(super) fn read_exchange(bibliography: &Element, patent: &mut Patent) {
    for citation in bibliography.children_named("references-cited").flat_map(Element::children) {
        let by = match citation.attr("cited-by") {
            Some("examiner") => Some(CitedBy::Examiner),
            Some("applicant") => Some(CitedBy::Applicant),
            _ => citation.attr("cited-phase").and_then(phase),
        };
        let letters: String = citation.descendants("category").map(Element::plain_text).collect();
        let categories = categories(Some(&letters));
        if let Some(cited) = citation.child("patcit") {
            let docdb = cited.children_named("document-id").find(|id| id.child("country").is_some());
            let Some(id) = docdb.or_else(|| cited.child("document-id")) else { continue };
            let (mut text, number) = cited_publication(id);
            let inside = |name: &str| cited.children_named("document-id").find_map(|id| id.text_at(name));
            let date = cited.children_named("document-id").find_map(st36::date).map(|date| date.to_string());
            for part in [inside("name"), date].into_iter().flatten() {
                text = format!("{text}, {part}");
            }
            let place = CitationPlace::FrontPage;
            patent.citations.push(PatentCitation { text, number, categories, cited_by: by, place });
        } else if let Some(cited) = citation.child("nplcit") {
            add_literature(cited, categories, (by, CitationPlace::FrontPage), patent);
        }
    }
}

/// DOCDB's phases of citation: `SEA` (search report), `ISR`, `SUP`, `PRS`, `EXA`, `OPP`, `APP`, `TPO` and others; OPS
/// spells some of them out.
fn phase(code: &str) -> Option<CitedBy> {
    Some(match code {
        "SEA" | "ISR" | "SUP" | "PRS" | "search" => CitedBy::Search,
        "EXA" | "examination" => CitedBy::Examiner,
        "APP" | "applicant" | "description" => CitedBy::Applicant,
        "OPP" | "FOP" | "opposition" => CitedBy::Opposition,
        "TPO" | "115" => CitedBy::ThirdParty,
        "" | "undefined" => return None,
        code if code.ends_with("search-report") => CitedBy::Search,
        _ => CitedBy::Other,
    })
}

/// Letters of ST.14, each once: `XD`, `X,Y`.
fn categories(letters: Option<&str>) -> Vec<CitationCategory> {
    let mut categories: Vec<CitationCategory> = Vec::new();
    for letter in letters.unwrap_or_default().chars() {
        if let Ok(category) = letter.to_string().parse()
            && !categories.contains(&category)
        {
            categories.push(category);
        }
    }
    categories
}

/// `DE 8807534 U1` and the number read from it.
fn cited_publication(id: &Element) -> (String, Option<PublicationNumber>) {
    let parts: Vec<String> =
        ["country", "doc-number", "kind"].into_iter().filter_map(|part| id.text_at(part)).collect();
    let kind = id.text_at("kind").and_then(|kind| kind.parse().ok());
    let number = id
        .text_at("country")
        .and_then(|country| country.parse().ok())
        .and_then(|office| PublicationNumber::new(office, &id.text_at("doc-number")?, kind).ok());
    (parts.join(" "), number)
}

fn add_literature(
    cited: &Element,
    categories: Vec<CitationCategory>,
    (cited_by, place): (Option<CitedBy>, CitationPlace),
    patent: &mut Patent,
) {
    let text = st36::text_of(cited.child("text").unwrap_or(cited)).replace('\n', " ");
    if text.is_empty() {
        return;
    }
    let marked = cited.descendants("doi").find_map(|doi| doi.plain_text().parse().ok());
    let doi = marked.or_else(|| doi::find(&text));
    patent.literature.push(LiteratureCitation { text, doi, categories, cited_by, place });
}
