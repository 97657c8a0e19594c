//! All tests of this crate that use its public interface only, in one binary.

mod parse {
    mod any_text;
    mod cql;
    mod jplatpat;
    mod json;
    mod problems;
    mod round_trip;
    mod sexp;
    mod table;
}
mod search {
    mod boolean;
    mod citations;
    mod classes;
    mod cursor;
    mod explain;
    mod facets;
    mod families;
    mod fixture;
    mod numbers;
    mod order;
    mod passages;
    mod plain;
    mod scenarios;
    mod stream;
}
