//! Colours that colour-blind readers tell apart, on white, on deep grey and on paper.

/// A colour of a category: at most six have a meaning, the seventh stands for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tone(u8);

impl Tone {
    /// What has no category of its own.
    pub const OTHERS: Self = Self(6);

    /// The tone of the category at a place; all from the seventh on share [`Tone::OTHERS`].
    pub fn at(place: usize) -> Self {
        Self(place.min(6) as u8)
    }

    pub(crate) fn number(self) -> u8 {
        self.0
    }
}

/// Tones of the light theme: at least 3:1 on white, and at least 12 apart in CIE L*a*b* for readers with normal sight,
/// protanopia, deuteranopia and tritanopia (simulated after Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009).
#[cfg(test)]
pub(crate) const LIGHT: [&str; 7] =
    ["#3a6ec0", "#e0560c", "#231050", "#a97f58", "#7f2fd6", "#602a07", "#6b6e7a"];

/// Tones of the dark theme: at least 3:1 on its deep grey, the rest as for the light theme.
#[cfg(test)]
pub(crate) const DARK: [&str; 7] =
    ["#5a9cf0", "#f2701c", "#f6e2a6", "#35c78a", "#9a5cf0", "#a2684e", "#b4b6c2"];

/// Steps of counts in the light theme, from few to many.
#[cfg(test)]
pub(crate) const STEPS_LIGHT: [&str; 6] = ["#e9eef8", "#c6d5ee", "#93b1de", "#5d88c6", "#345fa5", "#1b3f78"];

/// Steps of counts in the dark theme.
#[cfg(test)]
pub(crate) const STEPS_DARK: [&str; 6] = ["#1f2733", "#25395a", "#2f5288", "#4474bd", "#76a0de", "#b4cdf2"];

/// How many steps of counts there are.
pub(crate) const STEPS: usize = 6;

/// The style sheet of every chart.
pub const STYLE: &str = include_str!("chart.css");

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2, relative luminance); `None` for what is no such colour.
    fn contrast(one: &str, other: &str) -> Option<f64> {
        let (a, b) = (luminance(one)?, luminance(other)?);
        Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
    }

    fn luminance(colour: &str) -> Option<f64> {
        let [r, g, b] = linear(colour)?;
        Some(0.2126 * r + 0.7152 * g + 0.0722 * b)
    }

    fn linear(colour: &str) -> Option<[f64; 3]> {
        let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| {
            let share = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
            Some(if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) })
        };
        Some([channel(0)?, channel(2)?, channel(4)?])
    }

    const PAPER: [&str; 2] = ["#ffffff", "#17181c"];
    /// What is written on light and on dark steps.
    const ON_STEP: [&str; 2] = ["#1c1c21", "#ffffff"];

    /// Normal sight, protanopia, deuteranopia, tritanopia: linear RGB as it is seen (Machado et al. 2009, severity 1).
    const SIGHTS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    fn lab(colour: &str, sight: [[f64; 3]; 3]) -> [f64; 3] {
        let rgb = linear(colour).unwrap();
        let seen = sight.map(|row| (0..3).map(|i| row[i] * rgb[i]).sum::<f64>().clamp(0.0, 1.0));
        let xyz = [
            (0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047,
            0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2],
            (0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883,
        ];
        let [x, y, z] = xyz.map(|t| if 0.008856 < t { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn tones_stand_out_from_the_paper_and_from_each_other() {
        for (tones, paper) in [(LIGHT, PAPER[0]), (DARK, PAPER[1])] {
            for (i, tone) in tones.into_iter().enumerate() {
                let found = contrast(tone, paper).unwrap();
                assert!(3.0 <= found, "{tone} on {paper}: {found:.2}");
                for other in &tones[..i] {
                    for sight in SIGHTS {
                        let (a, b) = (lab(tone, sight), lab(other, sight));
                        let distance = (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt();
                        assert!(12.0 <= distance, "{tone} and {other}: {distance:.1}");
                    }
                }
            }
        }
    }

    #[test]
    fn figures_can_be_read_on_every_step() {
        for (light, dark) in STEPS_LIGHT.into_iter().zip(STEPS_DARK).enumerate().map(|(i, steps)| {
            let on_light = ON_STEP[usize::from(4 <= i)];
            let on_dark = ON_STEP[usize::from(i < 4)];
            ((steps.0, on_light), (steps.1, on_dark))
        }) {
            for (step, ink) in [light, dark] {
                let found = contrast(step, ink).unwrap();
                assert!(4.5 <= found, "{ink} on {step}: {found:.2}");
            }
        }
    }

    #[test]
    fn the_style_sheet_has_these_colours() {
        for colour in LIGHT.iter().chain(&DARK).chain(&STEPS_LIGHT).chain(&STEPS_DARK) {
            assert!(STYLE.contains(colour), "{colour}");
        }
        for (ink, paper) in
            [("#1c1c21", PAPER[0]), ("#5b5c68", PAPER[0]), ("#e8e8ec", PAPER[1]), ("#a5a6b2", PAPER[1])]
        {
            assert!(STYLE.contains(ink));
            assert!(4.5 <= contrast(ink, paper).unwrap(), "{ink}");
        }
    }

    /// A colour that lets some of the paper through, as the style sheet has lines.
    fn through(colour: &str, opacity: f64, paper: &str) -> String {
        let channel = |of: &str, at: usize| f64::from(u8::from_str_radix(&of[at..at + 2], 16).unwrap());
        let mixed = [1, 3, 5].map(|at| channel(colour, at) * opacity + channel(paper, at) * (1.0 - opacity));
        mixed.iter().fold("#".to_owned(), |text, value| format!("{text}{:02x}", value.round() as u8))
    }

    #[test]
    fn lines_stand_out_from_the_paper() {
        assert!(STYLE.contains(".edge { stroke: var(--c-quiet); fill: none; stroke-opacity: 0.75; }"));
        assert!(
            STYLE.contains(
                ".contour { fill: none; stroke: var(--c6); stroke-width: 0.8; stroke-opacity: 0.9; }"
            )
        );
        for (quiet, others, paper) in [("#5b5c68", LIGHT[6], PAPER[0]), ("#a5a6b2", DARK[6], PAPER[1])] {
            for line in [through(quiet, 0.75, paper), through(others, 0.9, paper)] {
                let found = contrast(&line, paper).unwrap();
                assert!(3.0 <= found, "{line} on {paper}: {found:.2}");
            }
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast("#000000", "#ffffff"), Some(21.0));
        assert_eq!(contrast("#777777", "#777777"), Some(1.0));
        assert_eq!(contrast("red", "#ffffff"), None);
    }
}
