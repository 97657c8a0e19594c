//! Needs: a problem that a company or a coordinator states in words, kept as a standing query.

use model::{Invalid, Language};
use serde::{Deserialize, Serialize};

use crate::{
    Author, ClassPrefix, Commons, Error, NeedId,
    provider::{MAX_ITEMS, check_note},
    text_form::{invalid, words},
    versioned::{Shelf, Version},
};

const NEEDS: Shelf = Shelf { noun: "need" };

/// Longest text of a need, in characters: two printed pages.
const MAX_TEXT: usize = 4_000;

words!(
    /// Who may read a need.
    Visibility, "visibility", {
        Public = "public",
        /// Its owner and administrators.
        Private = "private",
    }
);

/// A need as one version of it states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub title: String,
    /// The problem, in words.
    pub text: String,
    /// Of title and text, as their author says: Japanese or English.
    pub language: Language,
    pub visibility: Visibility,
    /// Where answers are looked for; empty for everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassPrefix>,
    /// Whether it still stands.
    pub is_open: bool,
}

impl Need {
    fn check(&self) -> Result<(), Invalid> {
        check_note("title of the need", &self.title)?;
        let n_chars = self.text.chars().count();
        if self.title.trim().is_empty() || self.text.trim().is_empty() || MAX_TEXT < n_chars {
            let reason = format!("expected a title and a text of 1 to {MAX_TEXT} characters");
            return Err(invalid("need", &self.title, reason));
        }
        if self.language != Language::JA && self.language != Language::EN {
            return Err(invalid("language of the need", self.language.as_str(), "expected ja or en"));
        }
        if MAX_ITEMS < self.classes.len() {
            return Err(invalid("need", &self.title, format!("at most {MAX_ITEMS} classes")));
        }
        Ok(())
    }
}

impl Commons {
    /// Saves the version after `expected`, 0 for a new need, and gives its number.
    pub fn save_need(&self, by: &Author, id: &NeedId, expected: u32, need: &Need) -> Result<u32, Error> {
        need.check()?;
        self.save_version(NEEDS, by, id.as_str(), expected, need)
    }

    /// A need in its last or an earlier version, if the viewer may read the last: a need that has been made private is
    /// private in its past too.
    pub fn need(
        &self,
        viewer: Option<&Author>,
        id: &NeedId,
        version: Option<u32>,
    ) -> Result<Option<Version<Need>>, Error> {
        let last = self.version(NEEDS, id.as_str(), None)?.filter(|last| may_read(viewer, last));
        match (last, version) {
            (Some(_), Some(_)) => self.version(NEEDS, id.as_str(), version),
            (last, _) => Ok(last),
        }
    }

    /// The last versions of all needs that the viewer may read, by name.
    pub fn needs(&self, viewer: Option<&Author>) -> Result<Vec<Version<Need>>, Error> {
        let mut needs = self.last_versions(NEEDS)?;
        needs.retain(|need| may_read(viewer, need));
        Ok(needs)
    }

    /// Removes a need with all its versions.
    pub fn remove_need(&self, by: &Author, id: &NeedId) -> Result<(), Error> {
        self.remove_object(NEEDS, by, id.as_str())
    }
}

fn may_read(viewer: Option<&Author>, need: &Version<Need>) -> bool {
    need.content.visibility == Visibility::Public
        || viewer.is_some_and(|viewer| *viewer.account() == need.owner || viewer.is_administrator())
}
