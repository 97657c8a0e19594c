//! The sounds of an English word as Japanese hears them, guessed from its letters.
//!
//! English spelling does not tell sounds; these rules give what loan words are mostly made of, in the letters of
//! [`super::katakana`]. What they get wrong, the distance forgives.

/// Letters at the beginning of a word.
const BEGINNINGS: [(&str, &str); 6] =
    [("ps", "s"), ("kn", "n"), ("wr", "r"), ("wh", "w"), ("rh", "r"), ("x", "z")];

/// Letters at the end of a word; the longest first.
const ENDINGS: [(&str, &str); 12] = [
    ("ssion", "Son"),
    ("tion", "Son"),
    ("sion", "jon"),
    ("ture", "Ca"),
    ("age", "eji"),
    ("our", "a"),
    ("tre", "ta"),
    ("ism", "izum"),
    ("thm", "zum"),
    ("er", "a"),
    ("or", "a"),
    ("ar", "a"),
];

/// Letters anywhere; the longest first.
const LETTERS: [(&str, &str); 40] = [
    ("tch", "C"),
    ("sch", "sk"),
    ("chr", "kr"),
    ("dge", "j"),
    ("igh", "ai"),
    ("ph", "f"),
    ("gh", "g"),
    ("sh", "S"),
    ("ch", "C"),
    ("ck", "k"),
    ("th", "s"),
    ("qu", "ku"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "sai"),
    ("ge", "je"),
    ("gi", "ji"),
    ("gy", "ji"),
    ("ee", "i"),
    ("ea", "i"),
    ("oo", "u"),
    ("ou", "au"),
    ("ow", "o"),
    ("ai", "ei"),
    ("ay", "ei"),
    ("oa", "o"),
    ("au", "o"),
    ("aw", "o"),
    ("ew", "yu"),
    ("eu", "yu"),
    ("er", "a"),
    ("ir", "a"),
    ("ur", "a"),
    ("c", "k"),
    ("q", "k"),
    ("x", "kis"),
    ("l", "r"),
    ("v", "b"),
    ("y", "i"),
    ("ts", "ts"),
];

/// Sounds; `None` for what is no word of three letters a to z at least.
pub(super) fn sounds(word: &str) -> Option<Vec<u8>> {
    let mut letters = word.to_ascii_lowercase();
    if letters.len() < 3 || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut sounds = String::with_capacity(letters.len() + 2);
    if let Some((letter, sound)) = BEGINNINGS.iter().find(|(letter, _)| letters.starts_with(letter)) {
        sounds.push_str(sound);
        letters.drain(..letter.len());
    }
    let ending = ENDINGS.iter().find(|(ending, _)| letters.ends_with(ending));
    let body = &letters[..letters.len() - ending.map_or(0, |(ending, _)| ending.len())];
    add_body(body, ending.is_none(), &mut sounds);
    sounds.push_str(ending.map_or("", |(_, sound)| sound));
    let mut sounds = sounds.into_bytes();
    sounds.dedup();
    Some(sounds)
}

fn add_body(body: &str, is_end: bool, sounds: &mut String) {
    let mut rest = body;
    while let Some(letter) = rest.chars().next() {
        // A doubled consonant is one sound, and a silent e at the end none.
        let next = rest[letter.len_utf8()..].chars().next();
        if is_end && rest == "e" && 2 < body.len() {
            return;
        }
        if next == Some(letter)
            && !"aeiou".contains(letter)
            && !rest.starts_with("cce")
            && !rest.starts_with("cci")
        {
            rest = &rest[letter.len_utf8()..];
            continue;
        }
        match LETTERS.iter().find(|(letters, _)| rest.starts_with(letters)) {
            Some((letters, sound)) => {
                sounds.push_str(sound);
                // The vowel after a soft c or g is heard by itself.
                rest = &rest[letters.len()..];
                if is_end && rest.is_empty() && matches!(*letters, "ce" | "ge") {
                    sounds.pop();
                }
            }
            None => {
                sounds.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let sounds = sounds(word).map(|sounds| String::from_utf8(sounds).unwrap());
        assert_eq!(sounds.as_deref(), expected, "{word}");
    }

    #[test]
    fn letters_become_sounds() {
        check("corpus", Some("korpus"));
        check("filter", Some("firta"));
        check("Laser", Some("rasa"));
        check("pattern", Some("patan"));
        check("station", Some("staSon"));
        check("chip", Some("Cip"));
        check("interface", Some("intafas"));
        check("phase", Some("fas"));
        check("gas", Some("gas"));
        check("of", None);
        check("h2o", None);
    }
}
