//! A file on disk to streams of XML or JSON lines: gzip and zip are unpacked, UTF-16 becomes UTF-8, bombs are refused.

mod archive;
mod budget;
mod sniff;
mod utf16;

pub(crate) use archive::{Archive, Part};
pub(crate) use budget::Budget;
pub(crate) use sniff::{Content, Opened, sniff};
