//! The names of physical fields, as enums: configuration, mapping and search cannot disagree about them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

macro_rules! names {
    ($(#[$attribute:meta])* $name:ident {
        $($(#[$variant_attribute:meta])* $variant:ident = $text:literal,)*
    }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$variant_attribute])* $variant,)*
        }

        impl $name {
            /// Every one, in the order of the configuration's comments.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        // Unlike the derived one, it reads a string: that lets an error tell the key of a table by its name.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                match text.as_str() {
                    $($text => Ok(Self::$variant),)*
                    other => Err(D::Error::unknown_variant(other, &[$($text,)*])),
                }
            }
        }
    };
}

names! {
    /// A part of a document that is searched as text. A physical text field is a part in a [`View`].
    Part {
        Title = "title",
        Abstract = "abstract",
        /// Claim 1 in each language.
        ClaimsFirst = "claims.first",
        /// Independent claims other than claim 1.
        ClaimsIndependent = "claims.independent",
        ClaimsDependent = "claims.dependent",
        Description = "description",
        /// The full text of an article.
        Body = "body",
        Keywords = "keywords",
    }
}

names! {
    /// A language, and the way in which it is cut into terms.
    View {
        /// Japanese words.
        Ja = "ja",
        /// Japanese, one character a position: quoted text.
        JaChars = "ja.chars",
        En = "en",
        /// English words as written, at the positions of [`Self::En`]: quoted text, truncation, case.
        EnWords = "en.words",
        /// Words of any other language, not stemmed.
        Other = "other",
    }
}

names! {
    /// Names of people and organisations, cut into words or characters.
    NameField {
        Applicant = "applicant",
        Inventor = "inventor",
    }
}

names! {
    /// Whole values: identifiers, symbols, codes, facets.
    KeywordField {
        Id = "id",
        Type = "type",
        Office = "office",
        Kind = "kind",
        Language = "language",
        Number = "number",
        /// The document's own numbers as `model::Number::order_key` writes them: told apart by sort, and in order.
        NumberKey = "number.key",
        Family = "family",
        Ipc = "ipc",
        Cpc = "cpc",
        Fi = "fi",
        /// The main class, the first that the source gives, with all that contains it.
        IpcMain = "ipc.main",
        CpcMain = "cpc.main",
        FiMain = "fi.main",
        FTerm = "fterm",
        Cites = "cites",
        /// A cited document behind the citation's category and who brought it in: `X EP-1`, `examiner EP-1`,
        /// `X examiner EP-1`.
        CitesAs = "cites.as",
        /// Each citation with a number or DOI as it stands: `EP-1-A<TAB>XY<TAB>examiner`.
        Citation = "citation",
        /// Each citation of literature without a DOI that is read as a publication, as
        /// `model::LiteratureRecord::written` writes it: `RECORD<TAB>XY<TAB>examiner<TAB>in-text`.
        CitedLiterature = "cited.literature",
        /// The keys (`model::LiteratureRecord::keys`) of these citations.
        CitedKey = "cited.key",
        /// The keys under which citations find an article.
        ArticleKey = "article.key",
        /// What citations are compared with: an article's `model::LiteratureRecord`.
        ArticleRecord = "article.record",
        /// The applications whose priority it claims; its own where it claims none.
        Priorities = "priorities",
        Doi = "doi",
        Issn = "issn",
        Status = "status",
        ApplicantFacet = "applicant.facet",
        InventorFacet = "inventor.facet",
        IpcSubclass = "ipc.subclass",
        CpcSubclass = "cpc.subclass",
        FiSubclass = "fi.subclass",
        /// Main groups without their `/00`: `H01M10`.
        IpcGroup = "ipc.group",
        CpcGroup = "cpc.group",
        FiGroup = "fi.group",
        FTermTheme = "fterm.theme",
        Journal = "journal",
        Sector = "sector",
        /// An applicant's sector and its name as in [`Self::ApplicantFacet`], apart by a tab: `university<TAB>青葉大学`.
        ApplicantSector = "applicant.sector",
        /// The state that an applicant's address is in, WIPO ST.3.
        ApplicantCountry = "applicant.country",
        Region = "region",
        /// ST.3 of the applicants' countries; of the earliest priority's office where the source gives no country.
        Origin = "origin",
    }
}

names! {
    /// Columns of unsigned numbers; dates are YYYYMMDD with 00 for an unknown day or month.
    NumberField {
        Published = "published",
        Filed = "filed",
        /// The earliest of the priority dates and the filing date.
        Priority = "priority",
        /// Of grant, where the source states it.
        Granted = "granted",
        /// Of publication.
        Year = "year",
        ClaimCount = "claim_count",
        IndependentClaimCount = "independent_claim_count",
        /// References on the longest way from a claim to an independent one; 0 where all are independent.
        ClaimDepth = "claim_depth",
        /// Of the first independent claim in Japanese, white space left out.
        FirstClaimCharacters = "first_claim_characters",
        /// Of the first independent claim in English.
        FirstClaimWords = "first_claim_words",
        CitationCount = "citation_count",
        LiteratureCount = "literature_count",
        /// Of them, articles, papers of conferences and books, as far as their citations tell.
        PublicationCount = "publication_count",
        /// 64 bits of the BLAKE3 hash of the stored form: tells an unchanged document.
        ContentHash = "content_hash",
    }
}

impl View {
    /// The views of Japanese, of English, and of every other language.
    pub(crate) const OF_LANGUAGES: [&'static [Self]; 3] =
        [&[Self::Ja, Self::JaChars], &[Self::En, Self::EnWords], &[Self::Other]];

    /// The views in which a text of this language is indexed.
    pub fn of(language: model::Language) -> &'static [Self] {
        let [japanese, english, other] = Self::OF_LANGUAGES;
        match language {
            model::Language::JA => japanese,
            model::Language::EN => english,
            _ => other,
        }
    }
}
