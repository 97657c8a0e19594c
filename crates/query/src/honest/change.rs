//! What of a document is not as it was.

use model::{Article, Document, Patent};

/// The names of the parts in which two versions of a document differ; all where they are of different types.
pub(super) fn changed_parts(before: &Document, after: &Document) -> Vec<&'static str> {
    let parts: Vec<(&'static str, bool)> = match (before, after) {
        (Document::Patent(before), Document::Patent(after)) => patent(before, after),
        (Document::Article(before), Document::Article(after)) => article(before, after),
        _ => vec![("type", true)],
    };
    parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

fn patent(before: &Patent, after: &Patent) -> Vec<(&'static str, bool)> {
    vec![
        ("title", before.titles != after.titles),
        ("abstract", before.abstracts != after.abstracts),
        ("claims", before.claims != after.claims),
        ("description", before.description != after.description),
        (
            "number",
            (&before.application, &before.grant, &before.priorities)
                != (&after.application, &after.grant, &after.priorities),
        ),
        (
            "dates",
            (before.filed, before.published, before.granted) != (after.filed, after.published, after.granted),
        ),
        ("family", before.family != after.family),
        ("applicant", (&before.applicants, &before.assignees) != (&after.applicants, &after.assignees)),
        ("inventor", before.inventors != after.inventors),
        ("ipc", before.ipc != after.ipc),
        ("cpc", before.cpc != after.cpc),
        ("fi", before.fi != after.fi),
        ("fterm", before.f_terms != after.f_terms),
        ("cites", (&before.citations, &before.literature) != (&after.citations, &after.literature)),
        ("status", before.status != after.status),
        ("invented", before.invented != after.invented),
    ]
}

fn article(before: &Article, after: &Article) -> Vec<(&'static str, bool)> {
    vec![
        ("title", before.titles != after.titles),
        ("abstract", before.abstracts != after.abstracts),
        ("keywords", before.keywords != after.keywords),
        ("body", before.body != after.body),
        ("author", before.authors != after.authors),
        ("journal", before.journal != after.journal),
        ("dates", before.published != after.published),
        ("cites", before.references != after.references),
        ("licence", before.licence != after.licence),
        ("invented", before.invented != after.invented),
    ]
}
