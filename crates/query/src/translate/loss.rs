//! What a syntax cannot say.

/// A part of a tree that a syntax cannot say as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The part, in chizai's own syntax.
    pub what: String,
    pub reason: LossReason,
    /// What was written instead; `None`: the part was left out.
    pub replaced_by: Option<String>,
}

macro_rules! reasons {
    ($($name:ident => $code:literal, $english:literal;)*) => {
        /// Why a part of a tree cannot be said.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum LossReason {
            $(#[doc = $english] $name,)*
        }

        impl LossReason {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as programs see it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// The reason in English, what the syntax has or lacks.
            pub fn english(self) -> &'static str {
                match self {
                    $(Self::$name => $english,)*
                }
            }
        }
    };
}

reasons! {
    Field => "field", "the syntax has no such field";
    FreeText => "free-text", "the syntax has no ranking of words of which any may match";
    Case => "case", "the syntax has no search with case and without expansion";
    ExactClass => "exact-class", "the syntax has no class without what is below it";
    Fuzzy => "fuzzy", "the syntax has no words that differ by a letter";
    Truncation => "truncation", "the syntax has no sign for a fixed number of characters";
    Wording => "wording", "the syntax cannot keep a word from being read as another kind of condition";
    Unit => "unit", "the syntax has no such unit of text here";
    Distance => "distance", "the syntax has no such distance";
    Citation => "citation", "the syntax has no such search of citations";
    Range => "range", "the syntax has no such range";
    Line => "line", "the syntax has no named lines: the line was written out";
    Negation => "negation", "the syntax subtracts from something: the office's own service refuses a NOT that stands first or alone";
    Everything => "everything", "the office's own service has no search of every document";
    Nothing => "nothing", "the syntax has no condition that no document fulfils";
}
