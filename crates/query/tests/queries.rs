//! All tests of this crate that use its public interface only, in one binary.

mod parse {
    mod any_text;
    mod cql;
    mod hint;
    mod jplatpat;
    mod json;
    mod problems;
    mod round_trip;
    mod searchers;
    mod sexp;
    mod table;
    mod translation;
    mod trees;
}
mod honest {
    mod counts;
    mod ledger;
    mod lint;
}
mod search {
    mod across;
    mod boolean;
    mod breadth;
    mod citations;
    mod classes;
    mod cursor;
    mod explain;
    mod facets;
    mod families;
    pub(crate) mod fixture;
    mod literature;
    mod long_texts;
    mod numbers;
    mod order;
    mod passages;
    mod plain;
    mod positions;
    mod pruned;
    mod scan;
    mod scenarios;
    mod similar;
    mod spelling;
    mod stream;
}
mod coverage {
    mod across;
    mod judged;
    mod splitting;
}
