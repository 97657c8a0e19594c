//! The cost of making the sounds of one word of those of another.

/// A vowel that Japanese puts where there is none.
const PUT_IN: f32 = 0.12;
const VOWEL: f32 = 0.45;
const OTHER_VOWEL: f32 = 0.3;
/// h, r and n, which are lost or put in most often.
const WEAK: f32 = 0.6;
const NEAR: f32 = 0.35;
/// The sound that a word begins with, which is neither lost nor put in.
const FIRST: f32 = 1.0;

/// 1 less the cost a sound of the longer word, in which vowels count half; never below 0.
pub(super) fn likeness(japanese: &[u8], english: &[u8]) -> f32 {
    let cost = cost(japanese, english);
    let weight =
        |sounds: &[u8]| -> f32 { sounds.iter().map(|sound| if is_vowel(*sound) { 0.5 } else { 1.0 }).sum() };
    (1.0 - cost / weight(japanese).max(weight(english)).max(1.0)).max(0.0)
}

fn cost(japanese: &[u8], english: &[u8]) -> f32 {
    let mut row: Vec<f32> = Vec::with_capacity(english.len() + 1);
    row.push(0.0);
    for (j, sound) in english.iter().enumerate() {
        row.push(row[j] + if j == 0 { FIRST } else { lost(*sound) });
    }
    for (i, japanese_sound) in japanese.iter().enumerate() {
        let mut diagonal = row[0];
        let before = i.checked_sub(1).map(|before| japanese[before]);
        let put_in = put_in(before, *japanese_sound);
        row[0] += put_in;
        for (j, english_sound) in english.iter().enumerate() {
            let above = row[j + 1];
            let instead = diagonal + other(*japanese_sound, *english_sound);
            row[j + 1] = instead.min(above + put_in).min(row[j] + lost(*english_sound));
            diagonal = above;
        }
    }
    row[english.len()]
}

/// What a sound costs that only the Japanese word has, after another one or at the beginning.
fn put_in(before: Option<u8>, sound: u8) -> f32 {
    let Some(before) = before else { return FIRST };
    match sound {
        b'u' | b'o' | b'i' if !is_vowel(before) => PUT_IN,
        sound if is_vowel(sound) => VOWEL,
        b'y' | b'w' => 0.3,
        _ => 1.0,
    }
}

/// What a sound costs that only the English word has.
fn lost(sound: u8) -> f32 {
    match sound {
        sound if is_vowel(sound) => VOWEL,
        b'r' | b'h' => WEAK,
        b'y' | b'w' => 0.3,
        _ => 1.0,
    }
}

fn other(japanese: u8, english: u8) -> f32 {
    if japanese == english {
        return 0.0;
    }
    if is_vowel(japanese) && is_vowel(english) {
        return OTHER_VOWEL;
    }
    match (japanese, english) {
        (b's' | b'z' | b'S' | b'j', b's' | b'z' | b'S' | b'j') => NEAR,
        (b'C', b't' | b'S' | b'k') | (b'k', b'C') | (b'S', b'k') => NEAR,
        (b'j', b'g' | b'd') | (b'g', b'j') => NEAR,
        (b'h', b'f') | (b'f', b'h') | (b'b', b'w') | (b'w', b'b') => NEAR,
        (b'n', b'm') | (b'm', b'n') => NEAR,
        (b'i', b'y') | (b'y', b'i') | (b'u', b'w') | (b'w', b'u') => NEAR,
        // The r that is heard as a long vowel.
        (b'a', b'r') => WEAK,
        _ => 1.2,
    }
}

fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'i' | b'u' | b'e' | b'o')
}
