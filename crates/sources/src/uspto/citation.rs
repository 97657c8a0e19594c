use model::{CitationPlace, CitedBy, LiteratureCitation, Patent, PatentCitation, PublicationNumber};

use crate::{doi, text, xml::Element};

/// (56): `references-cited` with `citation` up to v4.2, `us-references-cited` with `us-citation` from v4.3 on.
pub(super) fn read(bibliography: &Element, patent: &mut Patent) {
    let lists = bibliography.children().filter(|child| child.local().ends_with("references-cited"));
    for citation in lists.flat_map(Element::children) {
        let cited_by = cited_by(citation.text_at("category").as_deref());
        if let Some(id) = citation.at("patcit/document-id") {
            patent.citations.extend(patent_citation(id, cited_by));
        } else if let Some(cited) = citation.child("nplcit") {
            let text = text::render(cited.child("othercit").unwrap_or(cited)).replace('\n', " ");
            if !text.is_empty() {
                let doi = doi::find(&text);
                patent.literature.push(LiteratureCitation {
                    text,
                    doi,
                    categories: Vec::new(),
                    cited_by,
                    place: CitationPlace::FrontPage,
                });
            }
        }
    }
}

/// Up to 2012 the office wrote "other" for everything that the examiner did not find.
fn cited_by(category: Option<&str>) -> Option<CitedBy> {
    Some(match category?.trim_start_matches("cited by").trim() {
        "examiner" => CitedBy::Examiner,
        "applicant" => CitedBy::Applicant,
        "third party" => CitedBy::ThirdParty,
        "other" => CitedBy::Other,
        _ => return None,
    })
}

/// Printed as `US 5843607 A, Hu et al., 1998-12`.
fn patent_citation(id: &Element, cited_by: Option<CitedBy>) -> Option<PatentCitation> {
    let serial = id.text_at("doc-number")?;
    let country = id.text_at("country");
    let kind = id.text_at("kind");
    let number = country.as_deref().and_then(|country| {
        let kind = kind.as_deref().and_then(|kind| kind.parse().ok());
        PublicationNumber::new(country.parse().ok()?, &serial, kind).ok()
    });
    let printed: Vec<String> = [country, Some(serial), kind].into_iter().flatten().collect();
    let date = id.text_at("date").and_then(|digits| model::Date::from_st2(&digits).ok());
    let parts = [Some(printed.join(" ")), id.text_at("name"), date.map(|date| date.to_string())];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    Some(PatentCitation {
        text: parts.join(", "),
        number,
        categories: Vec::new(),
        cited_by,
        place: CitationPlace::FrontPage,
    })
}
