//! Where a list of authors ends that begins a citation.

/// What ends a list that leaves authors out, in capitals.
const ET_AL: [&str; 7] = ["ET AL", "ET. AL", "ET.AL", "ETAL", "AND OTHERS", "U.A.", "EI AL"];
const ET_AL_JAPANESE: [&str; 3] = ["ほか", "他", "外"];

/// Bytes of a text in which "et al." is looked for.
const LIST_BYTES: usize = 600;

const PARTICLES: [&str; 18] = [
    "van", "von", "de", "der", "den", "di", "da", "del", "la", "le", "du", "al", "el", "bin", "ten", "ter",
    "dos", "zu",
];
const SUFFIXES: [&str; 8] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "Ph.D.", "PhD"];

/// The authors at a text's beginning.
pub(super) struct Authors {
    /// The end of the list, without "et al.".
    pub(super) end: usize,
    /// Where the rest begins.
    pub(super) rest: usize,
}

pub(super) fn leading(text: &str) -> Option<Authors> {
    shortened(text).or_else(|| {
        let end = list_end(text);
        (0 < end).then_some(Authors { end, rest: end })
    })
}

/// A list that ends in "et al.", 他, ほか or 外3名.
pub(super) fn shortened(text: &str) -> Option<Authors> {
    let upper = text.to_ascii_uppercase();
    let latin = ET_AL.iter().filter_map(|mark| Some((find_word(&upper, mark)?, mark.len()))).min();
    if let Some((at, length)) = latin.filter(|(at, _)| (1..LIST_BYTES).contains(at)) {
        let behind = &text[at + length..];
        let rest =
            at + length + behind.len() - behind.trim_start_matches(['.', ',', ':', ';', ' ', ')']).len();
        return Some(Authors { end: at, rest });
    }
    ET_AL_JAPANESE.iter().find_map(|mark| {
        let at = text.find(mark).filter(|at| (1..90).contains(at))?;
        let mut behind = text[at + mark.len()..]
            .trim_start_matches(|c: char| c.is_numeric() || "名人、，,：:. ".contains(c));
        // 外国語 and the like are words, not marks.
        if *mark != "ほか"
            && behind.len() == text.len() - at - mark.len()
            && !behind.starts_with(['「', '“', '"'])
        {
            return None;
        }
        behind = behind.trim_start();
        Some(Authors { end: at, rest: text.len() - behind.len() })
    })
}

/// The place of a word, a letter on neither side.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + word.len()..].chars().next())
    })
}

/// What one piece of a list can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// `D. L. Trumbo`, `Oatridge A`, `Jordan John W.`
    Name,
    /// `R.W.`
    Initials,
    /// `Baer`, `Robert Knopp`: so many words with a capital.
    Words(usize),
    Other,
}

/// Whether a text is nothing but names: what stands before a year that a title follows.
pub(super) fn is_list(text: &str) -> bool {
    let pieces = pieces(text);
    !pieces.is_empty() && pieces.into_iter().all(|piece| classify(&text[piece]) != Piece::Other)
}

/// The end of the last piece that is a name; 0 where the first is none.
fn list_end(text: &str) -> usize {
    let pieces = pieces(text);
    let mut end = 0;
    let mut previous = Piece::Other;
    for (index, piece) in pieces.iter().enumerate() {
        let kind = classify(&text[piece.clone()]);
        let next = pieces.get(index + 1).map(|next| classify(&text[next.clone()]));
        let goes_on = index + 1 < pieces.len();
        let is_name = match kind {
            Piece::Name => true,
            Piece::Initials => matches!(previous, Piece::Words(_)),
            Piece::Words(1) if index == 0 => {
                matches!(next, Some(Piece::Initials | Piece::Name))
                    || (goes_on
                        && text[piece.end..].starts_with([',', ';'])
                        && !is_work(&text[piece.clone()]))
            }
            Piece::Words(1) => matches!(next, Some(Piece::Initials)) || (index == 1 && goes_on && end != 0),
            Piece::Words(2 | 3) => {
                let joined = text[piece.end..].trim_start_matches(',').trim_start();
                (goes_on && (joined.starts_with("and ") || joined.starts_with("& ")))
                    || (end != 0 && text[end..piece.start].contains("and "))
            }
            Piece::Words(_) | Piece::Other => false,
        };
        if !is_name {
            if let Some(length) = name_before_title(&text[piece.clone()]).filter(|_| kind == Piece::Other) {
                end = piece.start + length;
            }
            break;
        }
        end = piece.end;
        previous = kind;
    }
    end
}

/// Pieces between commas, semicolons, "and" and "&", without them.
fn pieces(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() && pieces.len() < 60 {
        let rest = &text[start..];
        let trimmed = rest.trim_start_matches([' ', ',', ';', '&']);
        let trimmed = trimmed
            .strip_prefix("and ")
            .or_else(|| trimmed.strip_prefix("AND "))
            .unwrap_or(trimmed)
            .trim_start();
        start += rest.len() - trimmed.len();
        let ends =
            [",", ";", " and ", " AND ", " & ", ":"].iter().filter_map(|mark| trimmed.find(mark)).min();
        let length = ends.unwrap_or(trimmed.len());
        if length == 0 {
            break;
        }
        let shown = trimmed[..length].trim_end_matches([' ', '(', '.']).len();
        if 0 < shown {
            pieces.push(start..start + shown);
        }
        if trimmed[length..].starts_with(':') {
            break;
        }
        start += length;
    }
    pieces
}

fn classify(piece: &str) -> Piece {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let (mut capitals, mut initials) = (0, 0);
    for word in &words {
        if SUFFIXES.contains(word) || PARTICLES.contains(word) {
            continue;
        } else if is_initials(word) {
            initials += 1;
        } else if is_capital(word) {
            capitals += 1;
        } else {
            return Piece::Other;
        }
    }
    match (capitals, initials) {
        (0, 0) => Piece::Other,
        (0, _) => Piece::Initials,
        (1..=3, 1..) if words.len() < 7 => Piece::Name,
        (capitals, 0) => Piece::Words(capitals),
        _ => Piece::Other,
    }
}

/// `A.`, `RW`, `J.-P.`, `Fr.`
fn is_initials(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let all = word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '‐' | '*'));
    (1..=3).contains(&letters) && all
}

fn is_capital(word: &str) -> bool {
    let word = word.trim_end_matches(['*', '†']);
    let rest_is_name = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '‐' | '`'));
    word.starts_with(char::is_uppercase) && rest_is_name && 1 < word.chars().count()
}

/// `Filippi M. Short-term brain volume change`: the length of the name before a title that follows a full stop.
fn name_before_title(piece: &str) -> Option<usize> {
    piece.match_indices(". ").map(|(at, _)| at).find(|&at| {
        let (name, title) = (&piece[..at], piece[at + 2..].trim_start());
        let begins = title.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
        begins
            && title.split_whitespace().nth(1).is_some()
            && classify(name) == Piece::Name
            && !title.split_whitespace().next().is_some_and(is_initials)
    })
}

/// Whether one word names a journal rather than a person.
fn is_work(word: &str) -> bool {
    const JOURNALS: [&str; 14] = [
        "Nature",
        "Science",
        "Cell",
        "Vaccine",
        "Blood",
        "Polymer",
        "Oncogene",
        "Lancet",
        "Brain",
        "Macromolecules",
        "Langmuir",
        "Carbon",
        "Genetics",
        "Neuron",
    ];
    JOURNALS.contains(&word.trim())
}
