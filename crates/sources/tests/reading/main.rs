//! Files as users have them: real ones of the publishers, packed ones, broken ones and hostile ones.
//!
//! Real files are read from the folder that `CHIZAI_DATA` names (see `data.rs`).

mod archives;
mod data;
mod hostile;
mod jats;
mod property;
mod uspto;
