use axum::http::{HeaderMap, header};

/// The language of the interface: of labels, messages and of the title chosen where a document has several.
///
/// It has nothing to do with the language of a query or of a document, which is never guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum InterfaceLanguage {
    Japanese,
    #[default]
    English,
}

impl InterfaceLanguage {
    /// The code used in `lang` attributes and in the `lang` parameter.
    pub fn code(self) -> &'static str {
        match self {
            Self::Japanese => "ja",
            Self::English => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ja" => Some(Self::Japanese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language in the model's terms.
    pub fn model(self) -> model::Language {
        match self {
            Self::Japanese => model::Language::JA,
            Self::English => model::Language::EN,
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Japanese => Self::English,
            Self::English => Self::Japanese,
        }
    }

    /// The same text in the two languages of the interface.
    pub fn pick<'a>(self, japanese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }

    /// The `lang` parameter where it names a language that we speak, else what `Accept-Language` prefers.
    pub fn of_request(query_string: Option<&str>, headers: &HeaderMap) -> Self {
        let from_parameter = query_string.and_then(|query| {
            query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Self::from_code)
        });
        from_parameter.unwrap_or_else(|| {
            let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            Self::accepted(accepted.unwrap_or_default())
        })
    }

    /// The language that a terminal's user has set: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty.
    pub fn from_environment() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        let primary = locale.as_deref().unwrap_or_default().split(['_', '.']).next().unwrap_or_default();
        Self::from_code(primary).unwrap_or_default()
    }

    /// The best of an `Accept-Language` value (RFC 9110, 12.5.4); English where neither language is named.
    fn accepted(value: &str) -> Self {
        let mut best = (Self::default(), 0.0);
        for range in value.split(',') {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let primary = tag.split('-').next().unwrap_or_default();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |number| number.parse().unwrap_or(0.0));
            if let Some(language) = Self::from_code(primary)
                && best.1 < quality
            {
                best = (language, quality);
            }
        }
        best.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accept_language: &str, expected: &str) {
        assert_eq!(InterfaceLanguage::accepted(accept_language).code(), expected, "{accept_language}");
    }

    #[test]
    fn the_preferred_language_of_the_two_is_chosen() {
        check("", "en");
        check("ja", "ja");
        check("ja-JP,ja;q=0.9,en;q=0.8", "ja");
        check("en-GB,en;q=0.9,ja;q=0.8", "en");
        check("fr, ja;q=0.3, en;q=0.2", "ja");
        check("de", "en");
        check("en;q=0, ja;q=0.1", "ja");
        check("ja;q=nonsense", "en");
    }
}
