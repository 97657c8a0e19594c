#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    for line in query::lines(text, query::parse) {
        assert!(!line.name.is_empty(), "a line without a name");
        let length = line.query.chars().count();
        let is_inside = |problem: &query::Problem| problem.char_range.end <= length;
        assert!(line.problems.iter().all(is_inside), "{:?}", line.problems);
    }
});
