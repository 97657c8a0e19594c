//! Prefectures of Japan: JIS X 0401.

use std::{fmt, str::FromStr};

use model::Invalid;

use crate::{
    Tongue,
    text_form::{invalid, text_form},
};

/// In the order of their codes, 01 to 47.
const NAMES: [(&str, &str); 47] = [
    ("北海道", "Hokkaido"),
    ("青森県", "Aomori"),
    ("岩手県", "Iwate"),
    ("宮城県", "Miyagi"),
    ("秋田県", "Akita"),
    ("山形県", "Yamagata"),
    ("福島県", "Fukushima"),
    ("茨城県", "Ibaraki"),
    ("栃木県", "Tochigi"),
    ("群馬県", "Gunma"),
    ("埼玉県", "Saitama"),
    ("千葉県", "Chiba"),
    ("東京都", "Tokyo"),
    ("神奈川県", "Kanagawa"),
    ("新潟県", "Niigata"),
    ("富山県", "Toyama"),
    ("石川県", "Ishikawa"),
    ("福井県", "Fukui"),
    ("山梨県", "Yamanashi"),
    ("長野県", "Nagano"),
    ("岐阜県", "Gifu"),
    ("静岡県", "Shizuoka"),
    ("愛知県", "Aichi"),
    ("三重県", "Mie"),
    ("滋賀県", "Shiga"),
    ("京都府", "Kyoto"),
    ("大阪府", "Osaka"),
    ("兵庫県", "Hyogo"),
    ("奈良県", "Nara"),
    ("和歌山県", "Wakayama"),
    ("鳥取県", "Tottori"),
    ("島根県", "Shimane"),
    ("岡山県", "Okayama"),
    ("広島県", "Hiroshima"),
    ("山口県", "Yamaguchi"),
    ("徳島県", "Tokushima"),
    ("香川県", "Kagawa"),
    ("愛媛県", "Ehime"),
    ("高知県", "Kochi"),
    ("福岡県", "Fukuoka"),
    ("佐賀県", "Saga"),
    ("長崎県", "Nagasaki"),
    ("熊本県", "Kumamoto"),
    ("大分県", "Oita"),
    ("宮崎県", "Miyazaki"),
    ("鹿児島県", "Kagoshima"),
    ("沖縄県", "Okinawa"),
];

/// A prefecture by its code of JIS X 0401, written with two digits: `04` is 宮城県.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Prefecture {
    /// 1 to 47.
    code: u8,
}

impl Prefecture {
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=47).map(|code| Self { code })
    }

    /// 宮城県, Miyagi.
    pub fn name(self, tongue: Tongue) -> &'static str {
        let (ja, en) = NAMES[usize::from(self.code) - 1];
        match tongue {
            Tongue::Japanese => ja,
            Tongue::English => en,
        }
    }
}

impl FromStr for Prefecture {
    type Err = Invalid;

    /// Reads a code, `04` or `4`, a Japanese name with or without 都, 府, 県, or an English name of any case.
    fn from_str(text: &str) -> Result<Self, Invalid> {
        let trimmed = text.trim();
        let named = |prefecture: &Self| {
            let ja = prefecture.name(Tongue::Japanese);
            let short = ja.strip_suffix(['都', '府', '県']).unwrap_or(ja);
            trimmed == ja
                || trimmed == short
                || trimmed.eq_ignore_ascii_case(prefecture.name(Tongue::English))
        };
        let coded = || {
            let digits = trimmed.len() <= 2 && trimmed.bytes().all(|b| b.is_ascii_digit());
            let code = digits.then(|| trimmed.parse::<u8>().ok()).flatten()?;
            (1..=47).contains(&code).then_some(Self { code })
        };
        coded().or_else(|| Self::all().find(named)).ok_or_else(|| {
            invalid(
                "prefecture",
                text,
                "expected a code 01 to 47 of JIS X 0401, or a name such as 宮城県 or Miyagi",
            )
        })
    }
}

impl fmt::Display for Prefecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.code)
    }
}

impl fmt::Debug for Prefecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

text_form!(Prefecture);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefectures_are_read_by_code_and_name() {
        for (text, code) in [
            ("04", Some("04")),
            ("4", Some("04")),
            ("宮城県", Some("04")),
            ("宮城", Some("04")),
            ("miyagi", Some("04")),
            ("京都府", Some("26")),
            ("東京", Some("13")),
            ("北海道", Some("01")),
            ("沖縄県", Some("47")),
            ("0", None),
            ("48", None),
            ("京", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Prefecture>().ok().map(|p| p.to_string()).as_deref(), code, "{text}");
        }
    }

    #[test]
    fn names_differ() {
        for tongue in [Tongue::Japanese, Tongue::English] {
            let mut names: Vec<&str> = Prefecture::all().map(|prefecture| prefecture.name(tongue)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), 47);
        }
    }
}
