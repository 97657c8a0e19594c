use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{delete, get, post, put},
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{AppState, error, layers, routes};

/// The whole service.
pub fn router(state: AppState) -> Router {
    let api = Router::new()
        .route("/v1/search", get(routes::search::get).post(routes::search::post))
        .route("/v1/documents/{*id}", get(routes::document::get))
        .route("/v1/similar", post(routes::similar::post))
        .route("/v1/similar/{*id}", get(routes::similar::get))
        .route("/v1/coverage", get(routes::coverage::get).post(routes::coverage::post))
        .route("/v1/portfolio", get(routes::portfolio::get))
        .route("/v1/maps", get(routes::maps::list))
        .route("/v1/maps/{kind}", get(routes::maps::get))
        .route("/v1/fields", get(routes::fields::get))
        .route("/v1/completeness", get(routes::completeness::get))
        .route("/v1/classes", get(routes::classes::schemes))
        .route("/v1/classes/{scheme}", get(routes::classes::scheme))
        .route("/v1/classes/{scheme}/{*symbol}", get(routes::classes::class))
        .route("/v1/translate", get(routes::translate::get));
    let pages = Router::new()
        .route("/", get(routes::pages::search))
        .route("/documents/{*id}", get(routes::pages::document))
        .route("/similar", get(routes::similar::text_page).post(routes::similar::text_posted))
        .route("/similar/{*id}", get(routes::similar::page))
        .route("/coverage", get(routes::coverage::page).post(routes::coverage::page))
        .route("/portfolio", get(routes::portfolio::page))
        .route("/maps", get(routes::maps::list_page))
        .route("/maps/{kind}", get(routes::maps::page))
        .route("/classes", get(routes::class_pages::schemes))
        .route("/classes/{scheme}", get(routes::class_pages::scheme))
        .route("/classes/{scheme}/{*symbol}", get(routes::class_pages::class))
        .route("/help", get(routes::pages::help))
        .route("/completeness", get(routes::completeness::page))
        .route("/docs", get(routes::pages::docs));
    // Answers of these change only with the generation, the program and the request's own words.
    let revalidated =
        api.merge(pages).layer(from_fn_with_state(state.clone(), layers::revalidate_by_generation));
    let others = Router::new()
        .route("/v1/export", get(routes::export::get).post(routes::export::post))
        .route("/v1/resolve", get(routes::resolve::get).post(routes::resolve::post))
        .route("/resolve", get(routes::pages::resolve).post(routes::pages::resolve_posted))
        .route("/v1/analyze", get(routes::analyze::get))
        // A report says when it was made, so that no two answers are the same.
        .route("/v1/reports", get(routes::reports::get).post(routes::reports::post))
        .route("/v1/reports/verify", post(routes::reports::verify))
        .route("/v1/diff", get(routes::reports::diff))
        .route("/report", get(routes::reports::page))
        .route("/v1/lines", post(routes::lines::post))
        .route("/lines", get(routes::lines::page).post(routes::lines::page))
        // It says when it was made.
        .route("/maps/report", get(routes::maps::report))
        // Its answers say when they were given.
        .route("/oai", get(routes::oai::get).post(routes::oai::post))
        .route("/schema/commons.xsd", get(routes::oai::schema))
        .route("/openapi.json", get(routes::openapi::get))
        .route("/healthz", get(routes::health::healthz))
        .route("/readyz", get(routes::health::readyz))
        .route("/metrics", get(routes::metrics::get))
        .route("/style.css", get(routes::assets::style))
        .route("/keys.js", get(routes::assets::keys))
        .route("/favicon.svg", get(routes::assets::icon));

    revalidated
        .merge(others)
        .merge(self_service(&state))
        .merge(desk_pages(&state))
        .merge(reading())
        .fallback(routes::not_found)
        .method_not_allowed_fallback(routes::method_not_allowed)
        .layer(DefaultBodyLimit::max(state.config().body_bytes_max))
        .layer(CatchPanicLayer::custom(error::panic_answer))
        .layer(from_fn_with_state(state.clone(), error::render_problems))
        .layer(CompressionLayer::new())
        .layer(from_fn(layers::security_headers))
        .layer(from_fn_with_state(state.clone(), layers::observe))
        .with_state(state)
}

/// What accounts enter into the ledger, and what anybody registers there. None of it is kept by caches.
fn self_service(state: &AppState) -> Router<AppState> {
    use routes::commons::{accounts, health, import, listings, providers, uses};
    let table = DefaultBodyLimit::max(state.config().import_bytes_max);
    Router::new()
        .route("/v1/commons/me", get(accounts::me))
        .route("/v1/commons/accounts", post(accounts::post))
        .route("/v1/commons/accounts/{id}", delete(accounts::close))
        .route("/v1/commons/accounts/{id}/tokens", post(accounts::issue))
        .route("/v1/commons/tokens/{id}", delete(accounts::revoke))
        .route("/v1/commons/providers", post(providers::join))
        .route("/v1/commons/providers/{id}/profile", put(providers::change))
        .route("/v1/commons/providers/{id}/terms", post(providers::publish_terms))
        .route("/v1/commons/providers/{id}/listings", post(listings::post))
        .route("/v1/commons/providers/{id}/import", post(import::plan).layer(table))
        .route("/v1/commons/fields/{id}/health", get(health::of_field))
        .route("/v1/commons/providers/{id}/health", get(health::of_provider))
        .route("/v1/commons/uses", post(uses::register))
        .route("/v1/commons/uses/{reference}/deletion", post(uses::delete))
        .route("/v1/commons/providers/{id}/import/{plan}", post(import::apply).layer(table))
}

/// The pages of self-service. Their forms are taken from these pages alone.
fn desk_pages(state: &AppState) -> Router<AppState> {
    use routes::desk::{
        account, import, listing, needs, overview, own_terms, profile, terms, uses, withdrawal,
    };
    let table = DefaultBodyLimit::max(state.config().import_bytes_max);
    Router::new()
        .route("/commons/sign-in", get(account::sign_in_page).post(account::sign_in))
        .route("/commons/sign-out", post(account::sign_out))
        .route("/commons/join", get(account::join_page).post(account::join))
        .route("/commons/desk", get(overview::desks))
        .route("/commons/desk/{id}", get(overview::desk))
        .route("/commons/desk/{id}/profile", get(profile::form).post(profile::posted))
        .route("/commons/desk/{id}/terms", get(terms::form).post(terms::posted))
        .route("/commons/desk/{id}/terms/own", get(own_terms::form).post(own_terms::posted))
        .route("/commons/desk/{id}/listing", get(listing::form).post(listing::posted))
        .route("/commons/desk/{id}/withdrawal", get(withdrawal::form).post(withdrawal::posted))
        .route("/commons/desk/{id}/import", get(import::form).post(import::posted).layer(table))
        .route("/commons/my/needs", get(needs::own).post(needs::stated))
        .route("/commons/my/needs/{id}", get(needs::form).post(needs::changed))
        .route("/commons/my/needs/{id}/deletion", post(needs::removed))
        .route("/commons/uses", get(uses::form).post(uses::register))
        .route("/commons/uses/deletion", post(uses::delete))
        .layer(from_fn(layers::own_forms_only))
}

/// What anybody can read of the commons, and needs. Fields and needs change without the ledger's revision, so that none of it
/// has the entity tag of other answers.
fn reading() -> Router<AppState> {
    use routes::reading::{api, needs, open_data, pages};
    Router::new()
        .route("/v1/commons", get(api::overview))
        .route("/v1/commons/providers", get(api::providers))
        .route("/v1/commons/providers/{id}", get(api::provider))
        .route("/v1/commons/terms", get(api::terms_list))
        .route("/v1/commons/terms/{id}/{version}", get(api::terms))
        .route("/v1/commons/packages", get(api::packages))
        .route("/v1/commons/packages/{id}", get(api::package))
        .route("/v1/commons/fields", get(api::fields))
        .route("/v1/commons/fields/{id}", get(api::field))
        .route("/v1/commons/needs", get(needs::list).post(needs::state))
        .route("/v1/commons/needs/{id}", get(needs::get).put(needs::change).delete(needs::remove))
        .route("/v1/commons/ledger", get(open_data::ledger))
        .route("/commons", get(pages::overview))
        .route("/commons/providers", get(pages::providers))
        .route("/commons/providers/{id}", get(pages::provider))
        .route("/commons/terms", get(pages::terms_list))
        .route("/commons/terms/{id}/{version}", get(pages::terms))
        .route("/commons/packages", get(pages::packages))
        .route("/commons/packages/{id}", get(pages::package))
        .route("/commons/fields", get(pages::fields))
        .route("/commons/fields/{id}", get(pages::field))
        .route("/commons/fields/{id}/health", get(pages::field_health))
        .route("/commons/needs", get(pages::needs))
        .route("/commons/needs/{id}", get(pages::need))
        .route("/commons/needs/{id}/feed", get(needs::feed))
        .route("/commons/listings/{provider}/{patent}", get(open_data::listing))
        .route("/sitemap.xml", get(open_data::sitemap))
        .route("/sitemap/{part}", get(open_data::sitemap_part))
        .route("/robots.txt", get(open_data::robots))
}
