use maud::{Markup, html};
use model::{Article, CitationCategory, CitedBy, Doi, Patent};

use super::Writing;
use crate::{
    web::{PageContext, hit::document_href},
    wire::CitedLink,
};

/// Patents and literature that a patent cites, as printed; links where the index holds them.
pub(super) fn of_patent(writing: &Writing<'_>, patent: &Patent) -> Markup {
    let context = writing.context;
    html! {
        @if !(patent.citations.is_empty() && patent.literature.is_empty()) {
            section #citations aria-labelledby="citations-title" {
                h2 #citations-title { (context.t("引用文献", "Citations")) }
                ul .cited {
                    @for citation in &patent.citations {
                        @let link = citation.number.as_ref().and_then(|number| patent_link(writing, &number.to_string()));
                        (entry(context, &citation.text, link, None, &citation.categories, citation.cited_by))
                    }
                    @for citation in &patent.literature {
                        @let link = citation.doi.as_ref().and_then(|doi| article_link(writing, doi));
                        (entry(context, &citation.text, link, citation.doi.as_ref(), &citation.categories, citation.cited_by))
                    }
                }
            }
        }
    }
}

/// An article's references.
pub(super) fn of_article(writing: &Writing<'_>, article: &Article) -> Markup {
    let context = writing.context;
    html! {
        @if !article.references.is_empty() {
            section #citations aria-labelledby="citations-title" {
                h2 #citations-title { (context.t("参考文献", "References")) }
                ol .cited {
                    @for reference in &article.references {
                        @let by_doi = reference.doi.as_ref().and_then(|doi| article_link(writing, doi));
                        @let by_number = reference.patent.as_ref().and_then(|number| patent_link(writing, &number.to_string()));
                        (entry(context, &reference.text, by_doi.or(by_number), reference.doi.as_ref(), &[], None))
                    }
                }
            }
        }
    }
}

/// Documents of the index that cite this one.
pub(super) fn cited_by(writing: &Writing<'_>) -> Markup {
    let context = writing.context;
    html! {
        @if !writing.view.links.cited_by.is_empty() {
            section #cited-by aria-labelledby="cited-by-title" {
                h2 #cited-by-title { (context.t("この文献を引用する文献 (索引内)", "Cited by, in the index")) }
                ul .cited {
                    @for link in &writing.view.links.cited_by {
                        li {
                            a href=(document_href(context, &link.id)) { (link.id) }
                            " " span lang=(link.language) { (link.title) }
                        }
                    }
                }
            }
        }
    }
}

fn entry(
    context: &PageContext,
    text: &str,
    link: Option<&CitedLink>,
    doi: Option<&Doi>,
    categories: &[CitationCategory],
    cited_by: Option<CitedBy>,
) -> Markup {
    html! {
        li {
            @match link {
                Some(link) => {
                    a href=(document_href(context, &link.id)) lang="und" { (text) }
                    " " span .quiet lang=(link.language) { (link.title) }
                },
                None => span lang="und" { (text) },
            }
            @if let (None, Some(doi)) = (link, doi) {
                " " a href={ "https://doi.org/" (doi) } rel="noreferrer" { "doi:" (doi) }
            }
            @if !categories.is_empty() || cited_by.is_some() {
                span .data {
                    @if !categories.is_empty() {
                        span .category title=(context.t("引用の種別 (WIPO ST.14)", "category of citation, WIPO ST.14")) {
                            @for category in categories { (category) }
                        }
                    }
                    @if let Some(who) = cited_by { span { (who_cited(context, who)) } }
                }
            }
        }
    }
}

fn who_cited<'a>(context: &PageContext, who: CitedBy) -> &'a str {
    let (japanese, english) = match who {
        CitedBy::Applicant => ("出願人による引用", "cited by the applicant"),
        CitedBy::Examiner => ("審査官による引用", "cited by the examiner"),
        CitedBy::Search => ("調査報告", "search report"),
        CitedBy::Opposition => ("異議申立て", "opposition"),
        CitedBy::ThirdParty => ("第三者", "third party"),
        CitedBy::Other => ("その他", "other"),
    };
    context.language.pick(japanese, english)
}

/// Citations often leave the kind out: then any kind of the number is meant.
fn patent_link<'a>(writing: &Writing<'a>, number: &str) -> Option<&'a CitedLink> {
    let links = &writing.view.links.cites;
    links.iter().find(|link| link.id == number).or_else(|| {
        links.iter().find(|link| link.id.strip_prefix(number).is_some_and(|rest| rest.starts_with('-')))
    })
}

fn article_link<'a>(writing: &Writing<'a>, doi: &Doi) -> Option<&'a CitedLink> {
    let id = format!("doi:{doi}");
    writing.view.links.cites.iter().find(|link| link.id == id)
}
