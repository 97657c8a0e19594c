use std::time::SystemTime;

use commons::Instant;

/// A time in UTC as RFC 3339 writes it, whole seconds; times before 1970 are 1970.
pub fn utc(time: SystemTime) -> String {
    Instant::at(time).to_second()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn seconds_become_dates() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_709_251_200, "2024-03-01T00:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(super::utc(UNIX_EPOCH + Duration::from_secs(seconds)), expected);
        }
    }
}
