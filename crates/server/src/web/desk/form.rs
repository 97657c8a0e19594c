//! Fields of forms: a label above, the field, and what may stand in it.

use maud::{Markup, html};

/// A field of one line.
pub(super) struct Field<'f> {
    pub(super) name: &'f str,
    pub(super) label: &'f str,
    pub(super) value: &'f str,
    /// An example or a rule; empty where the label says enough.
    pub(super) hint: &'f str,
    pub(super) required: bool,
}

impl Field<'_> {
    pub(super) fn text(&self) -> Markup {
        self.input("text")
    }

    /// A field whose text is not shown on the screen.
    pub(super) fn secret(&self) -> Markup {
        self.input("password")
    }

    fn input(&self, kind: &str) -> Markup {
        let hint = format!("{}-hint", self.name);
        html! {
            div .field {
                label for=(self.name) { (self.label) }
                input id=(self.name) type=(kind) name=(self.name) value=(self.value) required[self.required]
                    autocomplete="off" spellcheck="false" aria-describedby=[(!self.hint.is_empty()).then_some(&hint)];
                @if !self.hint.is_empty() { p .small.quiet id=(hint) { (self.hint) } }
            }
        }
    }

    /// A field of several lines.
    pub(super) fn area(&self, rows: u32, language: &str) -> Markup {
        let hint = format!("{}-hint", self.name);
        html! {
            div .field.long {
                label for=(self.name) { (self.label) }
                // The first line break after the tag is dropped by browsers, so that one of the text is kept.
                textarea id=(self.name) name=(self.name) rows=(rows) lang=(language) required[self.required]
                    aria-describedby=[(!self.hint.is_empty()).then_some(&hint)] { "\n" (self.value) }
                @if !self.hint.is_empty() { p .small.quiet id=(hint) { (self.hint) } }
            }
        }
    }

    /// A choice of values with their labels.
    pub(super) fn select(&self, options: &[(String, String)]) -> Markup {
        let hint = format!("{}-hint", self.name);
        html! {
            div .field {
                label for=(self.name) { (self.label) }
                select id=(self.name) name=(self.name) aria-describedby=[(!self.hint.is_empty()).then_some(&hint)] {
                    @for (value, label) in options {
                        option value=(value) selected[value == self.value] { (label) }
                    }
                }
                @if !self.hint.is_empty() { p .small.quiet id=(hint) { (self.hint) } }
            }
        }
    }
}

/// Options from words with labels.
pub(super) fn options<'o>(pairs: impl IntoIterator<Item = (&'o str, &'o str)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(value, label)| (value.to_owned(), label.to_owned())).collect()
}
