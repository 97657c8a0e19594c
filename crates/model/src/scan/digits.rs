//! Groups of digits and what stands between them.

use super::letters::Letters;

/// More groups than any number has.
const MAX_GROUPS: usize = 6;

/// More digits than any group of a number has.
const MAX_DIGITS: usize = 13;

/// The lengths of groups of digits and the characters between them: `7,654,321` is 1, 3, 3 with commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) lengths: Vec<usize>,
    pub(super) separators: Vec<char>,
}

/// Groups of digits at a place.
pub(super) struct Groups {
    shape: Shape,
    ends: Vec<usize>,
}

impl Groups {
    /// The groups that begin at `at`, as many as could belong to one number; none where no digit stands there, or where
    /// the first group is too long for any number.
    pub(super) fn at(letters: &Letters<'_>, at: usize) -> Self {
        let mut groups =
            Self { shape: Shape { lengths: Vec::new(), separators: Vec::new() }, ends: Vec::new() };
        let mut start = at;
        while groups.ends.len() < MAX_GROUPS {
            let length = (0..=MAX_DIGITS).take_while(|i| letters.is_digit(start + i)).count();
            if !(1..=MAX_DIGITS).contains(&length) {
                break;
            }
            let end = start + length;
            groups.shape.lengths.push(length);
            groups.ends.push(end);
            let Some((separator, next)) = separator(letters, end) else { break };
            groups.shape.separators.push(separator);
            start = next;
        }
        groups.shape.separators.truncate(groups.ends.len().saturating_sub(1));
        groups
    }

    /// The longest run of groups from the first whose shape is accepted and which ends there; its end and shape.
    pub(super) fn longest(
        &self,
        letters: &Letters<'_>,
        mut accepts: impl FnMut(&Shape, usize) -> bool,
    ) -> Option<(usize, Shape)> {
        (1..=self.ends.len()).rev().find_map(|count| {
            let shape = Shape {
                lengths: self.shape.lengths[..count].to_vec(),
                separators: self.shape.separators[..count - 1].to_vec(),
            };
            let end = self.ends[count - 1];
            (!goes_on(letters, end) && accepts(&shape, end)).then_some((end, shape))
        })
    }
}

/// Whether digits go on after a separator that dates, decimals and telephone numbers have.
pub(super) fn goes_on(letters: &Letters<'_>, end: usize) -> bool {
    matches!(letters.get(end), Some('-' | '/' | '.' | ',' | '\'' | ':')) && letters.is_digit(end + 1)
}

/// The separator between two groups, and where the second begins. Dashes and slashes may have a space on each side.
fn separator(letters: &Letters<'_>, at: usize) -> Option<(char, usize)> {
    let followed = |separator, next| letters.is_digit(next).then_some((separator, next));
    match letters.get(at)? {
        c @ (',' | '.' | '\'') => followed(c, at + 1),
        c @ ('-' | '/') => followed(c, at + 1).or_else(|| followed(c, letters.skip_spaces(at + 1))),
        ' ' => {
            let next = letters.skip_spaces(at);
            match letters.get(next)? {
                c @ ('-' | '/') => followed(c, letters.skip_spaces(next + 1)),
                _ => followed(' ', next),
            }
        }
        _ => None,
    }
}

impl Shape {
    pub(super) fn digits(&self) -> usize {
        self.lengths.iter().sum()
    }

    /// Whether it is one run of digits.
    pub(super) fn is_run(&self) -> bool {
        self.separators.is_empty()
    }

    /// Whether these are its lengths, with one of `separators` between each two.
    pub(super) fn is(&self, lengths: &[usize], separators: &str) -> bool {
        self.lengths == lengths && self.separators.iter().all(|&c| separators.contains(c))
    }

    /// Two groups: `first` digits, a separator, and 1 to `most` digits.
    pub(super) fn is_pair(&self, first: usize, separators: &str, most: usize) -> bool {
        matches!(self.lengths.as_slice(), [year, serial] if *year == first && *serial <= most)
            && separators.contains(self.separators[0])
    }

    /// Groups of thousands with the same separator, one of `separators`.
    pub(super) fn is_thousands(&self, separators: &str) -> bool {
        let Some((first, rest)) = self.lengths.split_first() else { return false };
        *first <= 3
            && !rest.is_empty()
            && rest.iter().all(|&length| length == 3)
            && self.separators.iter().all(|&c| c == self.separators[0] && separators.contains(c))
    }
}
