use model::Invalid;

/// Gives a type with `FromStr` and `Display` its stored form: that string.
macro_rules! text_form {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Gives an enum of bare words its list, its words, and both ways between them.
macro_rules! words {
    ($(#[$attribute:meta])* $name:ident, $what:literal, { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word of the vocabulary, as stored and as asked for.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = model::Invalid;

            fn from_str(text: &str) -> Result<Self, model::Invalid> {
                let known = Self::ALL.iter().find(|value| value.as_str() == text);
                known.copied().ok_or_else(|| {
                    $crate::text_form::invalid($what, text, format!("expected one of {}", [$($word),+].join(", ")))
                })
            }
        }

        $crate::text_form::text_form!($name);
    };
}

pub(crate) use {text_form, words};

pub(crate) fn invalid(what: &'static str, value: &str, reason: impl Into<String>) -> Invalid {
    Invalid { what, value: value.chars().take(200).collect(), reason: reason.into() }
}
