//! Gathers what other nodes list into a ledger of the commons, by OAI-PMH 2.0.
//!
//! [`harvest()`] asks a node for the records that have changed since it was asked last, and enters each page with how far
//! the harvest has come, both or neither: a harvest that is killed goes on where it was, and one that is repeated changes
//! nothing. What a record says is read from the node's own entries, so that this ledger answers as the node's does.

mod answer;
mod client;
mod element;
mod gather;

pub use answer::{Answer, ProtocolError, ReadError, Record};
pub use client::{Client, FetchError};
pub use element::{Element, NotXml};
pub use gather::{HarvestError, Harvested, Progress, UnreadableRecord, harvest};
