use std::fmt::Write;

/// The pairs of a query string, decoded (application/x-www-form-urlencoded), in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

impl Pairs {
    /// Bytes that are not UTF-8 after decoding become U+FFFD: a search for them finds nothing, which is right.
    pub(crate) fn parse(query_string: &str) -> Self {
        let pairs = query_string.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    pub(crate) fn push(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// The first value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// `path?…`, or only the path when there are no pairs.
    pub(crate) fn href(&self, path: &str) -> String {
        let mut href = path.to_owned();
        for (i, (name, value)) in self.0.iter().enumerate() {
            let separator = if i == 0 { '?' } else { '&' };
            _ = write!(href, "{separator}{}={}", encode_component(name), encode_component(value));
        }
        href
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(byte),
            },
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
///
/// Unlike most encoders it leaves `:` alone, which is allowed in paths and queries: `doi:10.…` stays readable.
pub(crate) fn encode_component(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                encoded.push(char::from(byte));
            }
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(query_string: &str, expected: &[(&str, &str)]) {
        let expected = expected.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!(Pairs::parse(query_string), Pairs(expected), "{query_string}");
    }

    #[test]
    fn query_strings_are_decoded() {
        check("", &[]);
        check("q=a+b&office=JP&office=US", &[("q", "a b"), ("office", "JP"), ("office", "US")]);
        check("q=%E5%9B%BA%E4%BD%93", &[("q", "固体")]);
        check("q=100%&x", &[("q", "100%"), ("x", "")]);
        check("q=%zz%f", &[("q", "%zz%f")]);
        check("q=%FF", &[("q", "\u{fffd}")]);
        check("q=a%3Db%26c=d", &[("q", "a=b&c=d")]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(pairs in prop::collection::vec((".{1,8}", ".{0,20}"), 0..5)) {
            let pairs = Pairs(pairs);
            let href = pairs.href("/");
            let query_string = href.split_once('?').map_or("", |(_, query)| query);
            prop_assert_eq!(Pairs::parse(query_string), pairs);
        }
    }
}
