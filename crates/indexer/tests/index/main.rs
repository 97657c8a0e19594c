//! Behaviour of an index on disk: what is published, what survives a kill, what readers see.

mod concurrency;
mod damage;
mod kill;
mod lookup;
mod refusals;
mod sequences;
mod support;
