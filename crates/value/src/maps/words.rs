//! Words in the two languages of the interface.

use std::fmt::Display;

/// A text in Japanese and in English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    pub ja: String,
    pub en: String,
}

/// What a row, a column or a series is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    pub words: Words,
    /// Whether it is a text of a source that does not tell its language: an applicant's name.
    pub is_foreign: bool,
    /// More words, for who points at it: the title of a class.
    pub more: Words,
}

impl Words {
    pub fn new(japanese: impl Into<String>, english: impl Into<String>) -> Self {
        Self { ja: japanese.into(), en: english.into() }
    }

    /// The same in both languages: numbers, codes.
    pub fn same(text: impl Display) -> Self {
        let text = text.to_string();
        Self { ja: text.clone(), en: text }
    }

    /// In Japanese or English.
    pub fn get(&self, japanese: bool) -> &str {
        if japanese { &self.ja } else { &self.en }
    }

    pub fn is_empty(&self) -> bool {
        self.ja.is_empty() && self.en.is_empty()
    }
}

impl Name {
    pub fn new(words: Words) -> Self {
        Self { words, ..Self::default() }
    }

    /// A text of a source.
    pub fn foreign(text: &str) -> Self {
        Self { words: Words::same(text), is_foreign: true, more: Words::default() }
    }
}

impl From<Words> for Name {
    fn from(words: Words) -> Self {
        Self::new(words)
    }
}

/// A count with the word for one or several, in English.
pub(super) fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A number of patent documents, in English.
pub(super) fn documents(count: u64) -> String {
    counted(count, "patent document", "patent documents")
}

/// A sector as people call it, by its word in the exchange form.
pub fn sector(code: &str) -> Words {
    match code {
        "university" => Words::new("大学", "university"),
        "company" => Words::new("企業", "company"),
        "public-institute" => Words::new("公的研究機関", "public institute"),
        "licensing-office" => Words::new("TLO", "licensing office"),
        "individual" => Words::new("個人", "individual"),
        _ => Words::new("不明", "unknown"),
    }
}

/// A legal state as people call it, by its word in the exchange form.
pub fn status(code: &str) -> Words {
    match code {
        "pending" => Words::new("係属中", "pending"),
        "in-force" => Words::new("存続", "in force"),
        "lapsed" => Words::new("消滅", "lapsed"),
        "expired" => Words::new("満了", "expired"),
        "refused" => Words::new("拒絶", "refused"),
        "withdrawn" => Words::new("取下げ", "withdrawn"),
        "revoked" => Words::new("取消し", "revoked"),
        other => Words::same(other),
    }
}

/// An office or country with its code: those that occur most often have a name.
pub(super) fn office(code: &str) -> Words {
    let (ja, en) = match code {
        "JP" => ("日本", "Japan"),
        "US" => ("米国", "United States"),
        "EP" => ("欧州特許庁", "EPO"),
        "WO" => ("国際出願", "PCT"),
        "CN" => ("中国", "China"),
        "KR" => ("韓国", "Korea"),
        "DE" => ("ドイツ", "Germany"),
        "FR" => ("フランス", "France"),
        "GB" => ("英国", "United Kingdom"),
        "TW" => ("台湾", "Taiwan"),
        "CA" => ("カナダ", "Canada"),
        "CH" => ("スイス", "Switzerland"),
        "NL" => ("オランダ", "Netherlands"),
        "SE" => ("スウェーデン", "Sweden"),
        "IT" => ("イタリア", "Italy"),
        "IN" => ("インド", "India"),
        "AU" => ("オーストラリア", "Australia"),
        "IL" => ("イスラエル", "Israel"),
        _ => return Words::same(code),
    };
    Words::new(format!("{ja} {code}"), format!("{en} {code}"))
}
