//! What the acceptance tests share: where things are, the real binary, a demo index, a running server.

mod binary;
mod contract;
mod data;
mod files;
mod server;

pub(crate) use binary::{Outcome, chizai, command, demo_index};
pub(crate) use data::data;
pub(crate) use files::{markdown_files, rust_files, workspace};
pub(crate) use server::{Server, encoded};
