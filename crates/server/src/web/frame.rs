use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use model::SchemeKind;
use query::Syntax;

use super::assets_version;
use crate::{InterfaceLanguage, request::Pairs};

/// What every page knows of its request: the frame around the page is made of it.
#[derive(Debug, Clone)]
pub(crate) struct PageContext {
    pub(crate) language: InterfaceLanguage,
    /// The path asked for, encoded as it was.
    pub(crate) path: String,
    pub(crate) pairs: Pairs,
    pub(crate) generation: String,
    pub(crate) documents: u64,
    /// The classification schemes that can be browsed.
    pub(crate) schemes: Vec<SchemeKind>,
    /// Whether the server has a ledger of the commons.
    pub(crate) has_commons: bool,
}

impl PageContext {
    /// The text in the interface's language.
    pub(crate) fn t<'a>(&self, japanese: &'a str, english: &'a str) -> &'a str {
        self.language.pick(japanese, english)
    }

    /// An address of ours that keeps the language where the reader chose it.
    pub(crate) fn href(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        let mut all = Pairs::default();
        for (name, value) in pairs {
            all.push(name, *value);
        }
        self.keep_language(&mut all);
        all.href(path)
    }

    /// The same page with other pairs; `change` edits a copy of the present ones.
    pub(crate) fn href_with(&self, change: impl FnOnce(&mut Vec<(String, String)>)) -> String {
        let mut pairs = self.pairs.clone();
        change(&mut pairs.0);
        pairs.href(&self.path)
    }

    /// Whether the address is so long that a page must not repeat it in every link.
    pub(crate) fn has_long_query(&self) -> bool {
        const LONG_QUERY: usize = 2_000;
        LONG_QUERY < self.pairs.0.iter().map(|(_, value)| value.len()).sum()
    }

    pub(crate) fn keep_language(&self, pairs: &mut Pairs) {
        if self.pairs.get("lang").is_some() {
            pairs.push("lang", self.language.code());
        }
    }

    /// The start of an address on the search page for one query.
    pub(crate) fn search_href(&self, query: &str) -> String {
        self.href("/", &[("q", query)])
    }

    /// How the query of the address is written.
    pub(crate) fn syntax(&self) -> Syntax {
        self.pairs.get("syntax").and_then(|syntax| syntax.parse().ok()).unwrap_or_default()
    }

    pub(crate) fn keep_syntax(&self, pairs: &mut Pairs) {
        if self.syntax() != Syntax::default() {
            pairs.push("syntax", self.syntax().as_str());
        }
    }

    /// The start of an address on the search page for the reader's own query, in its own syntax.
    pub(crate) fn same_query_href(&self, query: &str) -> String {
        let mut pairs = Pairs::default();
        pairs.push("q", query);
        self.keep_syntax(&mut pairs);
        self.keep_language(&mut pairs);
        pairs.href("/")
    }

    /// The same page, its query read in another syntax.
    pub(crate) fn in_syntax_href(&self, syntax: Syntax) -> String {
        self.href_with(|pairs| {
            pairs.retain(|(name, _)| !["syntax", "cursor", "rank"].contains(&name.as_str()));
            pairs.push(("syntax".to_owned(), syntax.as_str().to_owned()));
        })
    }

    fn other_language_href(&self) -> String {
        let other = self.language.other().code();
        self.href_with(|pairs| {
            pairs.retain(|(name, _)| name != "lang");
            pairs.push(("lang".to_owned(), other.to_owned()));
        })
    }
}

/// What a page puts into the frame.
pub(crate) struct Framed<'a> {
    pub(crate) title: &'a str,
    /// The search box in the head, with its text; the start page has its own instead.
    pub(crate) box_text: Option<&'a str>,
    /// The address of the page's JSON twin.
    pub(crate) alternate: Option<String>,
    pub(crate) main: Markup,
}

/// A whole page.
#[expect(clippy::needless_pass_by_value, reason = "each page makes its content in place")]
pub(crate) fn frame(context: &PageContext, page: Framed<'_>) -> Html<String> {
    let language = context.language;
    let version = assets_version();
    let markup = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                title { (page.title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="stylesheet" href={ "/style.css?v=" (version) };
                link rel="icon" type="image/svg+xml" href={ "/favicon.svg?v=" (version) };
                @if let Some(href) = &page.alternate {
                    link rel="alternate" type="application/json" href=(href);
                }
                script src={ "/keys.js?v=" (version) } defer {}
            }
            body {
                a .skip href="#main" { (context.t("本文へ", "Skip to content")) }
                (head(context, page.box_text))
                main #main .page tabindex="-1" { (page.main) }
                (foot(context))
            }
        }
    };
    Html(markup.into_string())
}

fn head(context: &PageContext, box_text: Option<&str>) -> Markup {
    let current = |path: &str| (context.path == path).then_some("page");
    html! {
        header .site {
            a .wordmark href=(context.href("/", &[])) { "chizai" }
            @match box_text {
                Some(text) => (search_box(context, text)),
                None => span {},
            }
            nav aria-label=(context.t("サイト内", "Site")) {
                ul {
                    li { a href=(context.href("/help", &[])) aria-current=[current("/help")] {
                        (context.t("検索式の書き方", "Query help"))
                    } }
                    @if !context.schemes.is_empty() {
                        li { a href=(context.href("/classes", &[])) aria-current=[current("/classes")] {
                            (context.t("分類", "Classes"))
                        } }
                    }
                    @if context.has_commons {
                        li { a href=(context.href("/commons", &[])) aria-current=[current("/commons")] {
                            (context.t("コモンズ", "Commons"))
                        } }
                    }
                    li { a href=(context.href("/lines", &[])) aria-current=[current("/lines")] {
                        (context.t("複数行", "Lines"))
                    } }
                    li { a href=(context.href("/docs", &[])) aria-current=[current("/docs")] { "API" } }
                    li { a href=(context.other_language_href()) lang=(context.language.other().code())
                        hreflang=(context.language.other().code()) {
                        (context.language.other().pick("日本語", "English"))
                    } }
                }
            }
        }
    }
}

/// The search form. A new query starts without the old one's filters, which belong to what was found.
pub(crate) fn search_box(context: &PageContext, text: &str) -> Markup {
    html! {
        form .box role="search" action="/" method="get" {
            label .visually-hidden for="q" { (context.t("検索式", "Query")) }
            input #q type="search" name="q" value=(text) autocomplete="off" autocapitalize="off"
                spellcheck="false" enterkeyhint="search"
                placeholder=(context.t("語、\"語句\"、claims:語、ipc:H01M …", "words, \"a phrase\", claims:word, ipc:H01M …"));
            @if context.pairs.get("lang").is_some() {
                input type="hidden" name="lang" value=(context.language.code());
            }
            (syntax_select(context))
            button type="submit" { (context.t("検索", "Search")) }
        }
    }
}

/// How the query is written. chizai's own syntax is what most readers want, so that another one stands out.
fn syntax_select(context: &PageContext) -> Markup {
    let chosen = context.syntax();
    let label = |syntax| match syntax {
        Syntax::Native => context.t("標準", "Standard"),
        Syntax::Cql => "Espacenet",
        Syntax::JPlatPat => "J-PlatPat",
        Syntax::Json => "JSON",
    };
    html! {
        label .visually-hidden for="query-syntax" { (context.t("検索式の構文", "Query syntax")) }
        select #query-syntax name="syntax" .chosen[chosen != Syntax::Native] {
            @for syntax in Syntax::ALL {
                option value=(syntax.as_str()) selected[syntax == chosen] { (label(syntax)) }
            }
        }
    }
}

fn foot(context: &PageContext) -> Markup {
    html! {
        footer .foot {
            p {
                (context.t("索引の世代 ", "Index generation ")) span .number { (context.generation) }
                (context.t("、", ", "))
                span .number { (grouped(context.documents)) } (context.t(" 文献。", " documents. "))
                (context.t(
                    "内容は各文献の出所によるもので、「架空」とある文献は実在しません。法的な助言ではありません。",
                    "Texts are as their sources give them; documents labelled “invented” do not exist. Nothing here is legal advice.",
                ))
            }
        }
    }
}

/// A count with its digits in groups of three.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i != 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_are_grouped_in_threes() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (12345, "12,345"), (1234567, "1,234,567")]
        {
            assert_eq!(grouped(number), expected);
        }
    }
}
