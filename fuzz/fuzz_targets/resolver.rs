#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut end = 0;
    for found in model::scan(text) {
        let written: String =
            text.chars().skip(found.char_range.start).take(found.char_range.len()).collect();
        assert_eq!(text.get(found.byte_range.clone()), Some(written.as_str()), "{found:?}");
        assert!(end <= found.byte_range.start, "one inside another: {found:?}");
        end = found.byte_range.end;
    }
});
