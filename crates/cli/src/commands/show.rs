//! `chizai show`: one document.

use std::fmt::Write;

use model::{Article, Document, DocumentId, Patent, Section, Text};

use crate::{
    arguments::{Configuration, Show},
    exit::{Exit, WrongUse},
    output, setup,
};

pub(crate) fn run(configuration: &Configuration, arguments: &Show) -> anyhow::Result<Exit> {
    let setup = setup::prepare(configuration)?;
    let generation = setup::open(&setup, &arguments.index)?;
    let resolved = match query::resolve(&generation, &arguments.id) {
        Err(query::ResolveError::Unreadable(invalid)) => return Err(WrongUse(invalid.to_string()).into()),
        other => other?,
    };
    match resolved.documents.as_slice() {
        [] => {
            let readings = resolved.readings.join(", ");
            output::say(format!(
                "chizai: read as {readings}, which generation {} does not hold",
                generation.id()
            ));
            Ok(Exit::Partly)
        }
        [id] => {
            let document = generation.document(id)?;
            let Some(document) = document else { return Ok(Exit::Partly) };
            if arguments.json {
                output::print_json(&document)?;
            } else {
                output::print(&readable(&document))?;
            }
            Ok(Exit::Done)
        }
        several => {
            let ids: Vec<String> = several.iter().map(DocumentId::to_string).collect();
            Err(WrongUse(format!("{:?} can be any of {}; give one of them", arguments.id, ids.join(", ")))
                .into())
        }
    }
}

fn readable(document: &Document) -> String {
    let mut out = format!("{}\n", document.id());
    if document.is_invented() {
        out.push_str("An invented document, for demonstration.\n");
    }
    for title in document.titles() {
        let _ = writeln!(out, "{} [{}]", title.text, title.language);
    }
    match document {
        Document::Patent(patent) => facts_of_patent(&mut out, patent),
        Document::Article(article) => facts_of_article(&mut out, article),
    }
    for text in document.abstracts() {
        heading(&mut out, &format!("Abstract [{}]", text.language));
        let _ = writeln!(out, "{}", text.text);
    }
    match document {
        Document::Patent(patent) => {
            claims(&mut out, patent);
            sections(&mut out, &patent.description);
        }
        Document::Article(article) => sections(&mut out, &article.body),
    }
    out
}

// Writing to a string cannot fail, so the results of `writeln!` are dropped in these functions.

fn facts_of_patent(out: &mut String, patent: &Patent) {
    let party_names = |parties: &[model::Party]| join(parties.iter().map(|party| first(&party.names)));
    let classes =
        |classes: &[model::Classification]| join(classes.iter().map(|class| class.symbol.to_string()));
    fact(out, "(71) applicants", &party_names(&patent.applicants));
    fact(out, "(73) assignees", &party_names(&patent.assignees));
    fact(out, "(72) inventors", &party_names(&patent.inventors));
    fact(out, "(21) application", &join(patent.application.iter().map(ToString::to_string)));
    fact(out, "(22) filed", &join(patent.filed.iter().map(ToString::to_string)));
    fact(out, "(43) published", &join(patent.published.iter().map(ToString::to_string)));
    fact(out, "(51) IPC", &classes(&patent.ipc));
    fact(out, "(52) CPC", &classes(&patent.cpc));
    fact(out, "FI", &join(patent.fi.iter().map(ToString::to_string)));
    fact(out, "F-terms", &join(patent.f_terms.iter().map(ToString::to_string)));
    fact(out, "family", patent.family.as_deref().unwrap_or_default());
    let citations = patent.citations.iter().map(|citation| citation.text.clone());
    fact(
        out,
        "(56) citations",
        &citations.chain(patent.literature.iter().map(|c| c.text.clone())).collect::<Vec<_>>().join("; "),
    );
}

fn facts_of_article(out: &mut String, article: &Article) {
    fact(out, "authors", &join(article.authors.iter().map(|author| first(&author.names))));
    let journal = article.journal.as_ref().map(|journal| first(&journal.titles)).unwrap_or_default();
    fact(out, "journal", &journal);
    fact(out, "published", &join(article.published.iter().map(ToString::to_string)));
    fact(out, "keywords", &join(article.keywords.iter().map(|keyword| keyword.text.clone())));
    fact(out, "licence", article.licence.as_deref().unwrap_or_default());
}

fn claims(out: &mut String, patent: &Patent) {
    if !patent.claims.is_empty() {
        heading(out, "Claims");
    }
    for claim in &patent.claims {
        let depends = if claim.is_independent() {
            String::new()
        } else {
            format!(" (depends on {})", join(claim.depends_on.iter().map(ToString::to_string)))
        };
        let _ = writeln!(out, "{}.{depends} {}", claim.number, claim.text);
    }
}

fn sections(out: &mut String, sections: &[Section]) {
    for section in sections {
        heading(out, section.heading.as_deref().unwrap_or("Text"));
        for paragraph in &section.paragraphs {
            let number = paragraph.number.as_ref().map(|number| format!("[{number}] ")).unwrap_or_default();
            let _ = writeln!(out, "{number}{}", paragraph.text);
        }
    }
}

fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{text}");
}

fn fact(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let _ = writeln!(out, "{name}: {value}");
    }
}

fn first(names: &[Text]) -> String {
    names.first().map(|name| name.text.clone()).unwrap_or_default()
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}
