use model::{
    CitationPlace, CitedBy, LiteratureCitation, Number, NumberReading, Patent, PatentCitation, read_number,
};

use crate::{doi, st36, xml::Element};

/// The applicant's citations marked in the description (先行技術文献), and the examiner's (参考文献) of grants.
pub(super) fn read(root: &Element, bibliography: &Element, patent: &mut Patent) {
    for description in root.children_named("description") {
        add(description, (CitedBy::Applicant, CitationPlace::InText), patent);
    }
    for cited in bibliography.children_named("references-cited") {
        add(cited, (CitedBy::Examiner, CitationPlace::FrontPage), patent);
    }
}

fn add(parent: &Element, (cited_by, place): (CitedBy, CitationPlace), patent: &mut Patent) {
    for cited in parent.descendants("patcit") {
        let text = st36::text_of(cited.child("text").unwrap_or(cited));
        if text.is_empty() || patent.citations.iter().any(|known| known.text == text && known.place == place)
        {
            continue;
        }
        let number = match read_number(&text) {
            Ok(NumberReading::One(Number::Publication(number))) => Some(number),
            // 特公 and the like name one publication, of one of several kinds.
            Ok(NumberReading::Candidates(numbers)) => publication_of_unknown_kind(&numbers),
            _ => None,
        };
        patent.citations.push(PatentCitation {
            text,
            number,
            categories: Vec::new(),
            cited_by: Some(cited_by),
            place,
        });
    }
    for cited in parent.descendants("nplcit") {
        let text = st36::text_of(cited.child("text").unwrap_or(cited));
        if text.is_empty() || patent.literature.iter().any(|known| known.text == text && known.place == place)
        {
            continue;
        }
        let doi = doi::find(&text);
        patent.literature.push(LiteratureCitation {
            text,
            doi,
            categories: Vec::new(),
            cited_by: Some(cited_by),
            place,
        });
    }
}

fn publication_of_unknown_kind(numbers: &[Number]) -> Option<model::PublicationNumber> {
    let mut publications = numbers.iter().map(|number| match number {
        Number::Publication(publication) => Some(publication.without_kind()),
        _ => None,
    });
    let first = publications.next()??;
    publications.all(|other| other.as_ref() == Some(&first)).then_some(first)
}
