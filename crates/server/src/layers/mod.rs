//! What happens to every request around its handler.

mod observe;
mod own_forms;
mod revalidate;
mod security;

pub(crate) use observe::{RequestId, observe};
pub(crate) use own_forms::own_forms_only;
pub(crate) use revalidate::revalidate_by_generation;
pub(crate) use security::security_headers;
