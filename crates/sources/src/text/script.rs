/// What a superscript is written as after `last`, the character that it stands at, if any.
///
/// The rules are those of the `text` module's comment.
pub(super) fn superscript(last: Option<char>, text: &str) -> String {
    let Some(last) = last.filter(|last| last.is_alphanumeric() || matches!(last, ')' | ']' | '}' | '|'))
    else {
        return text.to_owned();
    };
    if last.is_numeric() && matches!(text, "o" | "º" | "∘") {
        return "°".to_owned();
    }
    let ordinal = last.is_numeric() && matches!(text, "st" | "nd" | "rd" | "th");
    if ordinal || is_charge(text) || !text.contains(char::is_alphanumeric) {
        text.to_owned()
    } else if is_simple(text) {
        format!("^{text}")
    } else {
        format!("^({text})")
    }
}

/// `+`, `2+`, `2−`, `n+`.
fn is_charge(text: &str) -> bool {
    let body = text.trim_end_matches(['+', '-', '−', '–']);
    body.len() < text.len() && body.chars().all(|c| c.is_ascii_digit() || c == 'n')
}

/// One operand, perhaps signed: it needs no parentheses.
pub(super) fn is_simple(text: &str) -> bool {
    let body = text.strip_prefix(['+', '-', '−', '–']).unwrap_or(text);
    !body.is_empty()
        && body.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '\'' | '′' | '*' | ',' | '∞'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn superscripts() {
        for (last, text, expected) in [
            ('x', "2", "^2"),
            ('0', "-3", "^-3"),
            ('0', "−3", "^−3"),
            ('x', "n", "^n"),
            ('x', "n+1", "^(n+1)"),
            (')', "2", "^2"),
            ('a', "2+", "2+"),
            ('O', "2−", "2−"),
            ('i', "+", "+"),
            ('1', "st", "st"),
            ('n', "th", "^th"),
            ('5', "o", "°"),
            ('X', "®", "®"),
            ('.', "12", "12"),
        ] {
            assert_eq!(superscript(Some(last), text), expected, "{last} then {text}");
        }
        assert_eq!(superscript(None, "13"), "13");
    }
}
