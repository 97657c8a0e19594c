//! What happens to every request around its handler.

mod observe;
mod revalidate;
mod security;

pub(crate) use observe::{RequestId, observe};
pub(crate) use revalidate::revalidate_by_generation;
pub(crate) use security::security_headers;
