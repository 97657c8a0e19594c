#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    fuzz::check_reads(query::Syntax::Cql, text);
});
