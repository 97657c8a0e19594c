//! Who opens patents: universities, firms, public institutes, and licensing offices that act for several.

use std::{collections::BTreeSet, fmt, str::FromStr};

use model::{Invalid, Language, OfficeCode, Ror};
use serde::{Deserialize, Serialize};

use crate::{
    Bilingual, Link, Prefecture, ProviderId,
    text_form::{invalid, text_form, words},
};

/// Most contacts, represented offices or links of one thing: more is a mistake of a program, not an organisation.
pub(crate) const MAX_ITEMS: usize = 200;

/// Longest free text of a name or a note, in characters.
pub(crate) const MAX_NOTE: usize = 2_000;

words!(
    /// What a provider is.
    ProviderKind, "kind of provider", {
        /// 大学
        University = "university",
        /// 企業
        Firm = "firm",
        /// 公的研究機関
        PublicInstitute = "public-institute",
        /// 技術移転機関 (TLO)
        LicensingOffice = "licensing-office",
    }
);

/// What a provider says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub names: Bilingual,
    pub kind: ProviderKind,
    /// Where it has its seat: "domestic" of terms is measured against it.
    pub country: OfficeCode,
    /// Of a provider in Japan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefecture: Option<Prefecture>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ror: Option<Ror>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub homepage: Option<Link>,
    /// The office that brings users and researchers together: 産学連携本部.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liaison_office: Option<Bilingual>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Providers that may enter events for this one, such as its licensing office. The represented side says so, so that
    /// nobody makes himself another's agent.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub represented_by: BTreeSet<ProviderId>,
}

/// Whom to ask, about which classes and in which languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub names: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<Link>,
    /// Languages in which the contact answers; empty where it does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Beginnings of IPC or CPC symbols; empty for every field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassPrefix>,
}

impl Profile {
    /// Refuses what would leave a user without a name to read or anybody to ask.
    pub fn check(&self) -> Result<(), Invalid> {
        check_names("provider's names", &self.names)?;
        if let Some(ror) = &self.ror {
            check_ror(ror)?;
        }
        if self.prefecture.is_some() && self.country != OfficeCode::JP {
            let country = self.country.as_str();
            return Err(invalid("prefecture", country, "only a provider in JP has a prefecture"));
        }
        if self.contacts.is_empty() {
            return Err(invalid("contacts", &self.names.en, "at least one contact is needed"));
        }
        if MAX_ITEMS < self.contacts.len() || MAX_ITEMS < self.represented_by.len() {
            let reason = format!("at most {MAX_ITEMS} contacts and {MAX_ITEMS} representing providers");
            return Err(invalid("contacts", &self.names.en, reason));
        }
        self.contacts.iter().try_for_each(Contact::check)
    }

    /// The contacts for a document with such classes, the nearest first: who names the longest beginning of a class,
    /// then who answers in the language. A contact for other classes only is left out unless nobody else is there.
    pub fn contacts_for(&self, classes: &[&str], language: Language) -> Vec<&Contact> {
        let rank = |contact: &&Contact| {
            let speaks = contact.languages.is_empty() || contact.languages.contains(&language);
            (contact.fitness(classes), speaks)
        };
        let mut contacts: Vec<&Contact> = self.contacts.iter().collect();
        contacts.sort_by_key(|contact| std::cmp::Reverse(rank(contact)));
        let anyone_fits = contacts.iter().any(|contact| contact.fitness(classes).is_some());
        contacts.retain(|contact| !anyone_fits || contact.fitness(classes).is_some());
        contacts
    }
}

impl Contact {
    pub(crate) fn check(&self) -> Result<(), Invalid> {
        check_names("contact's names", &self.names)?;
        if let Some(telephone) = &self.telephone {
            let plausible = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.');
            if telephone.is_empty() || 40 < telephone.len() || !telephone.chars().all(plausible) {
                return Err(invalid("telephone", telephone, "expected digits such as +81-22-000-0000"));
            }
        }
        if self.email.is_none() && self.telephone.is_none() && self.page.is_none() {
            return Err(invalid("contact", &self.names.en, "expected an email, a telephone or a page"));
        }
        Ok(())
    }

    /// Length of the longest beginning of a class that it names; 0 for every field; none if for other classes.
    fn fitness(&self, classes: &[&str]) -> Option<usize> {
        if self.classes.is_empty() {
            return Some(0);
        }
        let named = |prefix: &&ClassPrefix| classes.iter().any(|class| class.starts_with(prefix.as_str()));
        self.classes.iter().filter(named).map(|prefix| prefix.as_str().len()).max()
    }
}

pub(crate) fn check_names(what: &'static str, names: &Bilingual) -> Result<(), Invalid> {
    if !names.is_complete() {
        return Err(invalid(what, &format!("{} / {}", names.ja, names.en), "expected Japanese and English"));
    }
    for name in [&names.ja, &names.en] {
        check_note(what, name)?;
    }
    Ok(())
}

pub(crate) fn check_note(what: &'static str, text: &str) -> Result<(), Invalid> {
    if MAX_NOTE < text.chars().count() {
        return Err(invalid(what, text, format!("at most {MAX_NOTE} characters")));
    }
    Ok(())
}

/// The two last digits of a ROR id are 98 minus the remainder by 97 of a hundred times the number that the six characters
/// before them write in Crockford's base 32 (ISO 7064 MOD 97-10, as the Research Organization Registry makes its ids).
pub fn check_ror(ror: &Ror) -> Result<(), Invalid> {
    const CROCKFORD: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let text = ror.as_str();
    let (digits, check) = text.split_at(text.len() - 2);
    let mut number = 0_u64;
    for letter in digits.bytes() {
        let Some(value) = CROCKFORD.iter().position(|c| *c == letter) else {
            return Err(invalid("ROR", text, "the letters i, l, o and u are not used"));
        };
        number = number * 32 + value as u64;
    }
    let expected = format!("{:02}", 98 - number * 100 % 97);
    if check == expected {
        Ok(())
    } else {
        Err(invalid("ROR", text, format!("the check digits should be {expected}")))
    }
}

/// An address for e-mail: something, `@`, a domain with a dot, as HTML's form field of that type takes it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

impl FromStr for Email {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let local_ok = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
        let domain_ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let valid = text.len() <= 254
            && text.split_once('@').is_some_and(|(local, domain)| {
                !local.is_empty()
                    && local.chars().all(local_ok)
                    && domain.contains('.')
                    && domain.chars().all(domain_ok)
                    && domain.split('.').all(|label| !label.is_empty())
            });
        if valid { Ok(Self(text.to_owned())) } else { Err(invalid("email", text, "expected name@domain")) }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(Email);

/// The beginning of an IPC or CPC symbol as indexed, without a space: `H01M`, `H01M10/05`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ClassPrefix(String);

impl ClassPrefix {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClassPrefix {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let prefix: String = text.chars().filter(|c| *c != ' ').map(|c| c.to_ascii_uppercase()).collect();
        let section = prefix.starts_with(|c: char| matches!(c, 'A'..='H' | 'Y'));
        let rest_ok = prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '/');
        if section && rest_ok && prefix.len() <= 16 {
            Ok(Self(prefix))
        } else {
            Err(invalid("class", text, "expected the beginning of an IPC or CPC symbol such as H01M10"))
        }
    }
}

impl fmt::Display for ClassPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ClassPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_form!(ClassPrefix);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ror_ids_are_checked_by_their_digits() {
        // Ids of the registry's own documentation and of large universities.
        for text in ["057zh3y96", "02kpeqv85", "035t8zc32", "01dq60k83", "05dxps055", "03vek6s52"] {
            assert_eq!(check_ror(&text.parse().unwrap()), Ok(()), "{text}");
        }
        let error = check_ror(&"057zh3y97".parse().unwrap()).unwrap_err();
        assert!(error.to_string().ends_with("the check digits should be 96"), "{error}");
        assert!(check_ror(&"057zh3y69".parse().unwrap()).is_err());
        assert!(check_ror(&"05lzh3y96".parse().unwrap()).is_err());
    }

    fn contact(en: &str, languages: &[&str], classes: &[&str]) -> Contact {
        Contact {
            names: Bilingual::new("窓口", en),
            email: Some("desk@example.org".parse().unwrap()),
            telephone: None,
            page: None,
            languages: languages.iter().map(|language| language.parse().unwrap()).collect(),
            classes: classes.iter().map(|class| class.parse().unwrap()).collect(),
        }
    }

    fn profile(contacts: Vec<Contact>) -> Profile {
        Profile {
            names: Bilingual::new("青葉大学", "Aoba University"),
            kind: ProviderKind::University,
            country: OfficeCode::JP,
            prefecture: Some("04".parse().unwrap()),
            ror: None,
            homepage: None,
            liaison_office: None,
            contacts,
            represented_by: BTreeSet::new(),
        }
    }

    #[test]
    fn the_contact_of_the_field_and_language_comes_first() {
        let profile = profile(vec![
            contact("general", &[], &[]),
            contact("chemistry", &["ja"], &["C07"]),
            contact("batteries ja", &["ja"], &["H01M"]),
            contact("batteries en", &["en"], &["H01M"]),
            contact("electrolytes", &["ja"], &["H01M10/05"]),
        ]);
        let names = |classes: &[&str], language: Language| -> Vec<String> {
            let contacts = profile.contacts_for(classes, language);
            contacts.into_iter().map(|contact| contact.names.en.clone()).collect()
        };
        let batteries = ["electrolytes", "batteries en", "batteries ja", "general"];
        assert_eq!(names(&["H01M10/0562"], Language::EN), batteries);
        assert_eq!(names(&["A01B"], Language::JA), ["general"]);
        assert_eq!(names(&[], Language::JA), ["general"]);
    }

    #[test]
    fn somebody_is_named_even_if_all_are_for_other_fields() {
        let profile = profile(vec![contact("chemistry", &["ja"], &["C07"])]);
        assert_eq!(profile.contacts_for(&["A01B"], Language::EN).len(), 1);
    }

    #[test]
    fn a_profile_can_be_read_and_asked() {
        assert_eq!(profile(vec![contact("general", &[], &[])]).check(), Ok(()));
        assert!(profile(Vec::new()).check().is_err());
        let mut nameless = profile(vec![contact("general", &[], &[])]);
        nameless.names.en.clear();
        assert!(nameless.check().is_err());
        let mut elsewhere = profile(vec![contact("general", &[], &[])]);
        elsewhere.country = OfficeCode::US;
        assert!(elsewhere.check().is_err());
        let mut silent = contact("general", &[], &[]);
        silent.email = None;
        assert!(profile(vec![silent]).check().is_err());
    }

    #[test]
    fn addresses_are_plausible() {
        for (text, valid) in
            [("a@example.org", true), ("a@b", false), ("@example.org", false), ("a@example..org", false)]
        {
            assert_eq!(text.parse::<Email>().is_ok(), valid, "{text}");
        }
    }
}
