#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let length = text.chars().count();
    for syntax in query::Syntax::ALL {
        for line in query::lines(text, syntax) {
            assert!(!line.name.is_empty(), "{syntax}: a line without a name");
            let is_inside = |problem: &query::Problem| problem.char_range.end <= length;
            assert!(line.problems.iter().all(is_inside), "{syntax}: {:?}", line.problems);
        }
    }
});
