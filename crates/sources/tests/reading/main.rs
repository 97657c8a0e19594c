//! Files as users have them: real ones of the publishers, packed ones, broken ones and hostile ones.
//!
//! Real files are read from the folder that `CHIZAI_DATA` names (see `tests/support/data.rs`).

mod archives;
mod data;
mod epo;
mod hostile;
mod jats;
mod jpo;
mod jsonl;
mod office_facts;
mod property;
/// The rule that the acceptance tests follow too.
#[path = "../../../../tests/support/data.rs"]
mod real_data;
mod schemes;
mod uspto;
