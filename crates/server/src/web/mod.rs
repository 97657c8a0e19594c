//! The web pages: wire types and documents to HTML. Everything works without a script.

mod annotate;
mod classes;
mod commons;
mod commons_echo;
mod completeness;
mod counts;
mod coverage;
mod date_form;
mod desk;
mod docs;
mod document;
mod echo;
mod facet;
mod families;
mod feedback;
mod frame;
mod health;
mod help;
mod hit;
mod lines;
mod maps;
mod portfolio;
mod problem;
mod report;
mod resolve;
mod results;
mod science;
mod similar;
mod start;
mod translations;
mod use_panel;

pub(crate) use classes::{absent_class_page, class_page, scheme_page, schemes_page};
pub(crate) use commons::{
    ProvidersView, field_health_page, field_page, fields_page, need_page, needs_page, overview_page,
    package_page, packages_page, provider_page, providers_page, terms_list_page, terms_page,
};
pub(crate) use completeness::completeness_page;
pub(crate) use coverage::{CoverageView, coverage_page};
pub(crate) use desk::{
    DeskContext, ImportView, OwnNeedView, OwnTermsView, WithdrawalView, deleted_page, desk_page, desks_page,
    import_page, imported_page, join_page, joined_page, listing_page, own_need_page, own_needs_page,
    own_terms_page, profile_page, receipt_page, sign_in_page, terms_choice_page, uses_page, withdrawal_page,
};
pub(crate) use docs::docs_page;
pub(crate) use document::{DocumentView, document_page};
pub(crate) use frame::PageContext;
pub(crate) use help::help_page;
pub(crate) use lines::lines_page;
pub(crate) use maps::{LandscapeView, landscape_page, map_page, maps_page, refused_map_page};
pub(crate) use portfolio::portfolio_page;
pub(crate) use problem::problem_page;
pub(crate) use report::report_page;
pub(crate) use resolve::resolve_page;
pub(crate) use results::{ResultsView, refused_page, results_page};
pub(crate) use science::science_page;
pub(crate) use similar::{SimilarTextView, similar_page, similar_text_page};
pub(crate) use start::start_page;
pub(crate) use use_panel::UsePanel;

/// The style sheet, in the order in which its parts stand.
pub(crate) const STYLE: &str = concat!(
    include_str!("style.css"),
    include_str!("document.css"),
    include_str!("honesty.css"),
    include_str!("similar.css"),
    include_str!("use_panel.css"),
    include_str!("value.css"),
    include_str!("desk/desk.css"),
    include_str!("coverage/coverage.css"),
    include_str!("commons/commons.css"),
    include_str!("maps/maps.css")
);
pub(crate) const KEYS: &str = include_str!("keys.js");
pub(crate) const ICON: &str = include_str!("icon.svg");

/// Changes when the style sheet or the script does, so that browsers may keep them for good.
pub(crate) fn assets_version() -> &'static str {
    use std::{
        hash::{DefaultHasher, Hash, Hasher},
        sync::LazyLock,
    };
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = DefaultHasher::new();
        (STYLE, charts::STYLE, KEYS, ICON).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    });
    &VERSION
}
