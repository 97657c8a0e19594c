use std::collections::BTreeSet;

use maud::{Markup, html};
use model::{Document, Language, Paragraph, Section};

use super::{Writing, language_name, languages_for_reader, references};
use crate::web::annotate::annotated;

/// The description of a patent or the body of an article, each language by itself.
pub(super) fn section(writing: &mut Writing<'_>, sections: &[Section]) -> Markup {
    let context = writing.context;
    let languages = languages_for_reader(context, sections.iter().map(|section| section.language));
    let several = 1 < languages.len();
    let (field, title) = match writing.view.document {
        Document::Patent(_) => ("description", context.t("明細書", "Description")),
        Document::Article(_) => ("body", context.t("本文", "Text")),
    };
    html! {
        @if !languages.is_empty() {
            section #description aria-labelledby="description-title" {
                h2 #description-title { (title) }
                @for language in languages {
                    @if several { h3 { (language_name(context, language)) } }
                    (of_language(writing, field, sections, language))
                }
            }
        }
    }
}

fn of_language(
    writing: &mut Writing<'_>,
    field: &'static str,
    sections: &[Section],
    language: Language,
) -> Markup {
    let numbers: BTreeSet<&str> = sections
        .iter()
        .filter(|section| section.language == language)
        .flat_map(|section| &section.paragraphs)
        .filter_map(|paragraph| paragraph.number.as_deref())
        .collect();
    html! {
        @for (i, section) in sections.iter().enumerate().filter(|(_, section)| section.language == language) {
            @if let Some(heading) = &section.heading {
                h3 id=(section_anchor(i)) lang=(language) { (heading) }
            }
            @for paragraph in &section.paragraphs {
                (one(writing, field, paragraph, language, &numbers))
            }
        }
    }
}

/// The anchor of a section by its place in the document.
pub(super) fn section_anchor(index: usize) -> String {
    format!("section-{}", index + 1)
}

fn one(
    writing: &mut Writing<'_>,
    field: &'static str,
    paragraph: &Paragraph,
    language: Language,
    numbers: &BTreeSet<&str>,
) -> Markup {
    let links = references::paragraphs(&paragraph.text, numbers, language);
    let marks = (writing.view.marks)(field, language, &paragraph.text);
    let text = annotated(&paragraph.text, &links, &marks, &mut writing.counter);
    html! {
        @match &paragraph.number {
            Some(number) => {
                @let anchor = format!("p-{number}-{language}");
                div .paragraph id=(anchor) {
                    a href={ "#" (anchor) } { "[" (number) "]" }
                    p .prose lang=(language) { (text) }
                }
            },
            None => p .prose lang=(language) { (text) },
        }
    }
}
