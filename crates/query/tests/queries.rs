//! All tests of this crate that use its public interface only, in one binary.

mod parse {
    mod problems;
    mod round_trip;
    mod table;
}
