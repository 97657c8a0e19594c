#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::check_round_trip(text));
