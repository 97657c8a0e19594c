//! What the help page says of technique coverage.

use indexer::CoverageRanking;
use maud::{Markup, html};

use crate::web::PageContext;

/// A technique of the demo corpus, in the reader's language.
const TECHNIQUE: [&str; 2] = [
    "金型の温度を検知する手段と、検知した温度に応じて冷却水の流量を変える弁とを備える射出成形機",
    "An injection molding machine with means for detecting the temperature of a mold and a valve that changes the flow rate of cooling water according to the detected temperature",
];

pub(super) fn section(context: &PageContext, limits: &CoverageRanking) -> Markup {
    let technique = context.t(TECHNIQUE[0], TECHNIQUE[1]);
    html! {
        h2 #coverage { (context.t("技術の請求項対比", "Technique coverage")) }
        p {
            (context.t(
                "技術を文章や請求項の形で書くと、「…と、…とを備える」「…において、」「…であって、」や comprising、wherein、セミコロンなどで構成要素に分け、各文献の請求項が構成要素を一つずつ述べているかを調べます。構成要素は直せます。従属請求項は引用する請求項と合わせて一つの請求項とみなします。文献は、一つの請求項がどれだけ満たすかの順に並びます。",
                "A technique written as a sentence or a claim is divided into elements (at “comprising”, “wherein”, semicolons, and their Japanese counterparts), and each element is looked for in each claim. The elements can be edited. A dependent claim counts together with the claims it refers to. Documents are ordered by how fully one single claim covers the technique.",
            ))
        }
        ul {
            li { "● " (context.t("請求項の一か所に、構成要素の語の大部分と、数値・単位・化学式のすべてがある", "one place of the claim has most of the element's words, and all its numbers with their units and formulae")) }
            li { "◐ " (context.t("一部が、一覧にある別の表記や別の言語の語である", "some of them in a listed variant or in a term of the other language")) }
            li { "○ " (context.t("別の請求項・明細書・要約にだけある", "only in another claim, the description or the abstract")) }
            li { "– " (context.t("ない", "absent")) }
        }
        p {
            a href=(context.href("/coverage", &[("description", technique)])) { (context.t("この例を対比する", "Compare this example")) }
            " " (technique)
        }
        p {
            @if context.language.code() == "ja" {
                "技術は " (limits.chars) " 文字 (coverage.chars)、構成要素は " (limits.elements) " 個 (coverage.elements) までです。文献の請求項の横にある「他に誰が請求しているか」は、その請求項を技術として、同じファミリーを除いて対比します。別の言語の請求項は、索引の対訳 (chizai terms mine) があればそれで調べます。xl=none で使わず、xl_without で対訳を一つずつ外せます。"
            } @else {
                "A technique has up to " (limits.chars) " characters (coverage.chars) and " (limits.elements)
                " elements (coverage.elements). “Who else claims this” beside a claim compares that claim, its own family left out. Claims in the other language are judged by the term pairs of the index (chizai terms mine), where there are any: xl=none leaves them out, xl_without one of them."
            }
        }
    }
}
