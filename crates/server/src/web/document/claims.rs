use std::collections::BTreeSet;

use maud::{Markup, html};
use model::{Claim, ClaimCategory, Language, Patent};

use super::{Writing, language_name, languages_for_reader, references};
use crate::web::{PageContext, annotate::annotated, coverage::claim_href, science::science_href};

/// The claims of each language as a tree: a dependent claim stands under the first claim that it refers to.
pub(super) fn section(writing: &mut Writing<'_>, patent: &Patent) -> Markup {
    let context = writing.context;
    let languages = languages_for_reader(context, patent.claims.iter().map(|claim| claim.language));
    let several = 1 < languages.len();
    html! {
        @if !languages.is_empty() {
            section #claims aria-labelledby="claims-title" {
                h2 #claims-title { (context.t("特許請求の範囲", "Claims")) }
                @for language in languages {
                    @if several { h3 { (language_name(context, language)) } }
                    (tree(writing, &ClaimTree::new(&patent.claims, language), None))
                }
            }
        }
    }
}

/// The claims of one language, with who stands under whom.
pub(super) struct ClaimTree<'a> {
    pub(super) language: Language,
    claims: Vec<&'a Claim>,
}

impl<'a> ClaimTree<'a> {
    pub(super) fn new(claims: &'a [Claim], language: Language) -> Self {
        Self { language, claims: claims.iter().filter(|claim| claim.language == language).collect() }
    }

    /// The claims under `parent`, or those at the top: independent ones, and ones whose parent is not printed
    /// before them, so that no claim is ever lost and no cycle is ever followed.
    pub(super) fn under(&self, parent: Option<u32>) -> impl Iterator<Item = &'a Claim> {
        self.claims.iter().copied().filter(move |claim| self.parent(claim) == parent)
    }

    fn parent(&self, claim: &Claim) -> Option<u32> {
        let first = *claim.depends_on.first()?;
        (first < claim.number && self.claims.iter().any(|other| other.number == first)).then_some(first)
    }

    fn numbers(&self) -> BTreeSet<u32> {
        self.claims.iter().map(|claim| claim.number).collect()
    }
}

fn tree(writing: &mut Writing<'_>, claims: &ClaimTree<'_>, parent: Option<u32>) -> Markup {
    html! {
        ol .claims {
            @for claim in claims.under(parent) {
                li .claim .independent[claim.is_independent()] {
                    (one(writing, claims, claim))
                    @if claims.under(Some(claim.number)).next().is_some() {
                        (tree(writing, claims, Some(claim.number)))
                    }
                }
            }
        }
    }
}

fn one(writing: &mut Writing<'_>, claims: &ClaimTree<'_>, claim: &Claim) -> Markup {
    let context = writing.context;
    let anchor = format!("claim-{}-{}", claim.number, claim.language);
    let links = references::claims(&claim.text, &claims.numbers(), claim.language);
    let marks = (writing.view.marks)("claims", claim.language, &claim.text);
    let label = match context.language.code() {
        "ja" => format!("請求項{}", claim.number),
        _ => format!("claim {}", claim.number),
    };
    html! {
        div .body id=(anchor) {
            a href={ "#" (anchor) } aria-label=(label) { (claim.number) }
            div .prose lang=(claim.language) {
                @if let Some(category) = claim.category {
                    span .category lang=(context.language.code()) { (category_name(context, category)) }
                }
                (annotated(&claim.text, &links, &marks, &mut writing.counter))
            }
            a .who-else href=(claim_href(context, &writing.view.document.id().to_string(), claim.number, claim.language.as_str())) {
                (context.t("他に誰が請求しているか", "who else claims this"))
            }
            @if claim.is_independent() {
                a .who-else href=(science_href(context, &writing.view.document.id().to_string(), claim.number)) {
                    (context.t("この請求項の背後の科学", "the science behind it"))
                }
            }
        }
    }
}

fn category_name<'a>(context: &PageContext, category: ClaimCategory) -> &'a str {
    match category {
        ClaimCategory::Product => context.language.pick("物の発明", "product"),
        ClaimCategory::Process => context.language.pick("方法の発明", "process"),
        ClaimCategory::ProductionProcess => {
            context.language.pick("物を生産する方法の発明", "process of production")
        }
        ClaimCategory::Use => context.language.pick("用途の発明", "use"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(number: u32, depends_on: &[u32]) -> Claim {
        Claim {
            number,
            language: Language::EN,
            text: String::new(),
            category: None,
            depends_on: depends_on.to_vec(),
        }
    }

    /// The tree as text: `1(2(3) 4) 5`.
    fn shape(tree: &ClaimTree<'_>, parent: Option<u32>) -> String {
        let nodes: Vec<String> = tree
            .under(parent)
            .map(|claim| match shape(tree, Some(claim.number)) {
                below if below.is_empty() => claim.number.to_string(),
                below => format!("{}({below})", claim.number),
            })
            .collect();
        nodes.join(" ")
    }

    #[track_caller]
    fn check(claims: &[(u32, &[u32])], expected: &str) {
        let claims: Vec<Claim> = claims.iter().map(|(number, on)| claim(*number, on)).collect();
        assert_eq!(shape(&ClaimTree::new(&claims, Language::EN), None), expected);
    }

    #[test]
    fn dependent_claims_stand_under_the_first_claim_they_refer_to() {
        check(&[(1, &[]), (2, &[1]), (3, &[2]), (4, &[1, 2]), (5, &[])], "1(2(3) 4) 5");
    }

    #[test]
    fn claims_that_refer_to_nothing_printed_before_them_stay_at_the_top() {
        check(&[(1, &[2]), (2, &[1]), (3, &[3]), (4, &[9])], "1 2 3 4".replace("1 2", "1(2)").as_str());
    }
}
