//! The one error of the HTTP side, and how it becomes a problem document or a page in words.
//!
//! A handler returns [`HttpError`]; its response carries the error in an extension, without a body. The outermost
//! layer renders it in the client's language and form, and logs server faults once. Nothing of a cause is shown.

mod kind;
mod of_ledger;
mod query_problem;
mod render;

use axum::{
    extract::rejection::PathRejection,
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub use kind::ProblemKind;
pub(crate) use of_ledger::{refused, wrong};
pub(crate) use render::{panic_answer, render_problems};

use crate::{
    InterfaceLanguage,
    wire::{Candidate, ProblemItem},
};

/// What a client is told instead of an answer.
#[derive(Debug, Clone)]
pub struct HttpError {
    pub kind: ProblemKind,
    /// What happened this time, in Japanese and English; boxed, since results that carry the error should stay small.
    pub detail: Box<Bilingual>,
    pub items: Vec<Item>,
    pub candidates: Vec<Candidate>,
    pub retry_after_seconds: Option<u64>,
    /// For the log only.
    pub cause: Option<String>,
}

/// One sentence in both languages of the interface.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilingual {
    pub japanese: String,
    pub english: String,
}

/// A [`ProblemItem`] whose message is still in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub place: Place,
    pub code: &'static str,
    pub message: Bilingual,
    pub suggestion: Option<String>,
    pub char_range: Option<std::ops::Range<usize>>,
}

/// Where in a request something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the JSON body, RFC 6901.
    Pointer(String),
    /// In the URL.
    Parameter(String),
}

impl Bilingual {
    pub fn new(japanese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { japanese: japanese.into(), english: english.into() }
    }

    /// The same words in both, for what comes from elsewhere in one language.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { japanese: text.clone(), english: text }
    }

    pub fn get(&self, language: InterfaceLanguage) -> &str {
        language.pick(&self.japanese, &self.english)
    }
}

impl Item {
    pub fn new(place: Place, code: &'static str, message: Bilingual) -> Self {
        Self { place, code, message, suggestion: None, char_range: None }
    }

    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    pub(crate) fn to_wire(&self, language: InterfaceLanguage) -> ProblemItem {
        let (pointer, parameter) = match &self.place {
            Place::Pointer(pointer) => (Some(pointer.clone()), None),
            Place::Parameter(parameter) => (None, Some(parameter.clone())),
        };
        ProblemItem {
            pointer,
            parameter,
            code: self.code.to_owned(),
            message: self.message.get(language).to_owned(),
            suggestion: self.suggestion.clone(),
            range: self.char_range.clone().map(Into::into),
        }
    }
}

impl HttpError {
    pub fn new(kind: ProblemKind, detail: Bilingual) -> Self {
        Self {
            kind,
            detail: Box::new(detail),
            items: Vec::new(),
            candidates: Vec::new(),
            retry_after_seconds: None,
            cause: None,
        }
    }

    /// A request that names what is wrong with it, place by place.
    pub fn invalid(items: Vec<Item>) -> Self {
        let count = items.len();
        let detail = match items.first() {
            Some(item) if count == 1 => item.message.clone(),
            _ => Bilingual::new(format!("誤りが {count} か所あります"), format!("{count} errors")),
        };
        Self { items, ..Self::new(ProblemKind::InvalidRequest, detail) }
    }

    /// A fault of ours: the cause goes to the log, the client learns only that it happened.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let detail = Bilingual::new("処理を終えられませんでした", "the request could not be completed");
        Self { cause: Some(cause.to_string()), ..Self::new(ProblemKind::Internal, detail) }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.kind.words().status
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Of a path whose percent-encoded bytes are no UTF-8: the routes take text of any kind.
impl From<PathRejection> for HttpError {
    fn from(rejection: PathRejection) -> Self {
        let message = Bilingual::new(
            "アドレスの % で始まる部分が UTF-8 になっていません",
            "the percent-encoded part of the path is not UTF-8",
        );
        let item = Item::new(Place::Parameter("path".to_owned()), "not-utf-8", message);
        Self { cause: Some(rejection.body_text()), ..Self::invalid(vec![item]) }
    }
}
