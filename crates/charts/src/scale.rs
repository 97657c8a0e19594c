//! Scales: from counts to lengths.

/// A linear scale from 0 to a round number at or above the greatest value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    top: f64,
    step: f64,
    length: f64,
}

impl Scale {
    /// With about `ticks` steps of whole numbers 1, 2 or 5 times a power of ten.
    pub(crate) fn new(greatest: u64, length: f64, ticks: u64) -> Self {
        let wanted = (greatest as f64 / ticks as f64).max(1.0);
        let power = 10f64.powi(wanted.log10().floor() as i32);
        let factor =
            [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| wanted <= factor * power).unwrap_or(10.0);
        let step = (factor * power).round();
        let top = (greatest as f64 / step).ceil().max(1.0) * step;
        Self { top, step, length }
    }

    /// The length that stands for a value.
    pub(crate) fn of(&self, value: f64) -> f64 {
        value / self.top * self.length
    }

    /// Round values from 0 to the top.
    pub(crate) fn ticks(&self) -> impl Iterator<Item = u64> + use<> {
        let (top, step) = (self.top as u64, self.step as u64);
        (0..=top / step).map(move |i| i * step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_over_the_greatest() {
        #[track_caller]
        fn check(greatest: u64, expected: &[u64]) {
            assert_eq!(Scale::new(greatest, 100.0, 4).ticks().collect::<Vec<_>>(), expected, "{greatest}");
        }
        check(0, &[0, 1]);
        check(1, &[0, 1]);
        check(5, &[0, 2, 4, 6]);
        check(7, &[0, 2, 4, 6, 8]);
        check(100_000, &[0, 50_000, 100_000]);
        check(1_234_567, &[0, 500_000, 1_000_000, 1_500_000]);
        let scale = Scale::new(u64::from(u32::MAX) * 1000, 100.0, 4);
        assert!(scale.of(u32::MAX as f64 * 1000.0) <= 100.0);
    }
}
