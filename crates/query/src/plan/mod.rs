//! What a tree means for one index: fields, terms, weights and roles, without naming an engine.
