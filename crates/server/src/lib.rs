//! HTTP: the JSON API and the web pages. The only crate that knows axum.
//!
//! [`router()`] gives the whole service as a [`axum::Router`], so that tests need no port; [`serve()`] runs it on a
//! listener until a given future is ready. A request is read by one table of parameters (`request`), runs on a
//! blocking thread behind a bounded queue (`gate`), is answered in [`wire`] types, and the pages (`web`) are made
//! of those same types. Whatever goes wrong is an [`HttpError`], rendered in one place.
//!
//! There is no indexing, ranking or parsing of queries here.

pub mod report;
pub mod wire;

mod address;
mod citations;
mod classes;
mod client;
mod config;
mod coverage;
mod desk;
mod entering;
mod error;
mod exports;
mod feed;
mod field_listings;
mod figures;
mod gate;
mod held;
mod honesty;
mod landscape;
mod language;
mod layers;
mod ledger_lines;
mod linked_data;
mod links;
mod listed;
mod listing_health;
mod maps;
mod marks;
mod may_use;
mod metrics;
mod oai;
mod openapi;
mod reading;
mod refusals;
mod request;
mod resolve;
mod router;
mod routes;
mod science;
mod search;
mod serve;
mod session;
mod signed_in;
mod similar;
mod sitemap;
mod state;
mod views;
mod web;
mod xml;

pub use config::ServerConfig;
pub use error::{Bilingual, HttpError, Item, ProblemKind};
pub use held::{PlanningError, plan_table};
pub use honesty::{Examined, count_lines, examine};
pub use landscape::{LandscapeRequest, landscape_report};
pub use language::InterfaceLanguage;
pub use links::document_links;
pub use listed::ledger_sets;
pub use listing_health::{field_health, provider_health};
pub use maps::MapError;
pub use openapi::openapi;
pub use resolve::resolve_text;
pub use router::router;
pub use science::science;
pub use serve::{ServeError, serve};
pub use state::AppState;
