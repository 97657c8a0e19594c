use axum::response::Html;
use maud::html;

use super::{
    PageContext,
    frame::{Framed, frame},
};
use crate::{AppState, InterfaceLanguage, ProblemKind, request::Pairs, wire::Problem};

/// A problem as a page in words: what happened, where, what to do.
pub(crate) fn problem_page(
    state: &AppState,
    problem: &Problem,
    kind: ProblemKind,
    language: InterfaceLanguage,
) -> Html<String> {
    let generation = state.generation();
    let context = PageContext {
        language,
        path: problem.instance.clone(),
        pairs: Pairs::default(),
        generation: generation.id().to_string(),
        documents: generation.document_count(),
        schemes: generation.schemes().infos().map(|info| info.kind).collect(),
        has_commons: state.commons().is_some(),
    };
    let title = format!("{} – chizai", problem.title);
    let main = html! {
        div .reading {
            h1 { (problem.title) }
            @if problem.detail != problem.title { p { (problem.detail) } }
            @if 1 < problem.errors.len() {
                ul .list { @for item in &problem.errors { li { (item.message) } } }
            }
            @if !problem.candidates.is_empty() {
                ul .list {
                    @for candidate in &problem.candidates {
                        li { a href=(candidate.href.replacen("/v1", "", 1)) { (candidate.id) } }
                    }
                }
            }
            p { (kind.words().advice(language)) }
            p {
                a href=(context.href("/", &[])) { (context.t("検索ページへ", "To the search page")) }
            }
            p .quiet.small {
                span .status { (problem.status) }
                @if let Some(id) = &problem.request_id { " · " code { (id) } }
            }
        }
    };
    frame(&context, Framed { title: &title, box_text: Some(""), alternate: None, main })
}
