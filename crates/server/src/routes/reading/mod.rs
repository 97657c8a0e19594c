//! What anybody can read of the commons, over HTTP and as pages; needs, which accounts state; and the data as a whole.

pub(crate) mod api;
pub(crate) mod needs;
pub(crate) mod open_data;
pub(crate) mod pages;
