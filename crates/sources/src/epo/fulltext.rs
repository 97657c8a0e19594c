use model::{Document, Language, Patent};

use super::texts;
use crate::{Reason, st36, xml::Element};

/// Reads an OPS `fulltext-document`: a publication's number with its description or its claims.
pub(crate) fn read(root: &Element) -> Result<Document, Reason> {
    let id = root
        .at("bibliographic-data/publication-reference/document-id")
        .ok_or(Reason::Missing { field: "publication-reference" })?;
    let country = id.text_at("country").ok_or(Reason::Missing { field: "country of the publication" })?;
    let serial = id.text_at("doc-number").ok_or(Reason::Missing { field: "number of the publication" })?;
    let kind = id.text_at("kind");
    let mut patent = Patent::new(st36::publication(&country, &serial, kind.as_deref())?);
    patent.published = st36::date(id);
    patent.abstracts = texts(root.children_named("abstract"), Language::UNDETERMINED);
    patent.description = root
        .children_named("description")
        .flat_map(|part| st36::sections(part, st36::language(part, Language::UNDETERMINED)))
        .collect();
    patent.claims = st36::claims(root, Language::UNDETERMINED);
    Ok(Document::Patent(Box::new(patent)))
}
