use model::Doi;

/// The first DOI inside a citation's text.
///
/// What follows it in a sentence is cut off: closing punctuation, and a bracket that was not opened in the DOI.
pub(crate) fn find(text: &str) -> Option<Doi> {
    let mut from = 0;
    while let Some(found) = text[from..].find("10.") {
        let start = from + found;
        from = start + 3;
        let inside_number = text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let registrant = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        let is_doi = (4..=9).contains(&registrant) && text[from + registrant..].starts_with(['/', '.']);
        if inside_number || !is_doi {
            continue;
        }
        let end = text[start..].find(|c: char| c.is_whitespace() || "<>\"“”".contains(c));
        if let Ok(doi) = trim(&text[start..end.map_or(text.len(), |end| start + end)]).parse() {
            return Some(doi);
        }
    }
    None
}

fn trim(mut doi: &str) -> &str {
    loop {
        let Some(last) = doi.chars().next_back() else { return doi };
        let opens = |open: char| doi.matches(open).count() >= doi.matches(last).count();
        let belongs = match last {
            '.' | ',' | ';' | ':' | '\'' | '’' | '、' | '。' => false,
            ')' => opens('('),
            ']' => opens('['),
            '}' => opens('{'),
            _ => true,
        };
        if belongs {
            return doi;
        }
        doi = &doi[..doi.len() - last.len_utf8()];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois_are_cut_out_of_sentences() {
        for (text, expected) in [
            ("Sato, J. Chem. 12 (2010), doi:10.1021/JA0123.", Some("10.1021/ja0123")),
            ("see https://doi.org/10.1016/S0378-7753(99)00112-3).", Some("10.1016/s0378-7753(99)00112-3")),
            ("(doi 10.1000/182), 2010", Some("10.1000/182")),
            ("version 10.12/3 and 110.1000/182", None),
            ("10.1000/", None),
            ("no 10.5 here, but 10.1234.5/x; there", Some("10.1234.5/x")),
            ("", None),
        ] {
            assert_eq!(find(text).map(|doi| doi.to_string()).as_deref(), expected, "{text}");
        }
    }
}
