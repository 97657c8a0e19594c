//! Parts of documents chosen by path: `title.ja`, `claims.independent`, `biblio`.

use model::{Document, DocumentId, Language};
use serde_json::{Map, Value};

use crate::field::{ClaimPart, Field, FieldForm, fields};

/// The parts that were asked for, each once, in the order asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection(Vec<Selected>);

/// A field, whole or in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Selected {
    pub(crate) field: &'static Field,
    pub(crate) language: Option<Language>,
}

/// A path that names nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no field {path:?}")]
pub struct UnknownField {
    pub path: String,
    /// The path that was probably meant.
    pub suggestion: Option<String>,
}

impl Selection {
    /// Reads paths. A group (`biblio`, `claims`) stands for all its fields; `claims` for independent and dependent
    /// ones, which are all.
    pub fn read<'p>(paths: impl IntoIterator<Item = &'p str>) -> Result<Self, Vec<UnknownField>> {
        let (mut selected, mut unknown) = (Vec::new(), Vec::new());
        for path in paths {
            match find(path) {
                found if found.is_empty() => {
                    unknown.push(UnknownField { path: path.to_owned(), suggestion: nearest(path) });
                }
                found => {
                    for one in found {
                        if !selected.contains(&one) {
                            selected.push(one);
                        }
                    }
                }
            }
        }
        if unknown.is_empty() { Ok(Self(selected)) } else { Err(unknown) }
    }

    /// Whether a description or body is asked for, which is stored apart and read only then.
    pub fn needs_sections(&self) -> bool {
        self.0.iter().any(|selected| selected.field.form == FieldForm::Sections)
    }

    /// The parts of a document along their paths: `{"title": {"ja": ["…"]}, "biblio": {"applicants": […]}}`.
    ///
    /// What a document does not have is absent.
    pub fn pick(&self, document: &Document) -> Map<String, Value> {
        let source = exchange_form(document);
        let mut picked = Map::new();
        for selected in &self.0 {
            if let Some(value) = selected.value(document, &source) {
                insert(&mut picked, selected.field.path, value);
            }
        }
        picked
    }

    /// The document with nothing else than its identity and the parts asked for.
    pub(crate) fn reduce(&self, document: &Document) -> Document {
        let Value::Object(mut members) = exchange_form(document) else { return document.clone() };
        let is_identity = |name: &str| matches!(name, "type" | "number" | "id" | "invented");
        members.retain(|name, value| {
            let wanted: Vec<&Selected> = self.0.iter().filter(|one| one.field.member == name).collect();
            if let Value::Array(items) = value {
                items.retain(|item| wanted.iter().any(|one| one.has(item)));
            }
            is_identity(name) || !wanted.is_empty()
        });
        // Parts are only left out, and all of them can be absent.
        serde_json::from_value(Value::Object(members)).unwrap_or_else(|_| document.clone())
    }

    pub(crate) fn selected(&self) -> &[Selected] {
        &self.0
    }
}

impl Selected {
    /// The path with its language.
    pub(crate) fn path(&self) -> String {
        match self.language {
            Some(language) => format!("{}.{language}", self.field.path),
            None => self.field.path.to_owned(),
        }
    }

    /// What stands at the path, or nothing.
    pub(crate) fn value(&self, document: &Document, source: &Value) -> Option<Value> {
        let member = || source.get(self.field.member);
        match self.field.form {
            FieldForm::Identity => identity(self.field.path, document),
            FieldForm::Member => member().cloned(),
            FieldForm::Texts => self.by_language(member()?, |item| item["text"].clone()),
            FieldForm::Claims(_) | FieldForm::Sections => self.by_language(member()?, Value::clone),
        }
    }

    fn by_language(&self, items: &Value, form: impl Fn(&Value) -> Value) -> Option<Value> {
        let mut by_language = Map::new();
        for item in items.as_array()?.iter().filter(|item| self.has(item)) {
            let language = item["language"].as_str().unwrap_or("und").to_owned();
            if let Value::Array(list) = by_language.entry(language).or_insert_with(|| Value::Array(vec![])) {
                list.push(form(item));
            }
        }
        (!by_language.is_empty()).then_some(Value::Object(by_language))
    }

    /// Whether an element of the member belongs to the field.
    pub(crate) fn has(&self, item: &Value) -> bool {
        let right_language =
            self.language.is_none_or(|language| item["language"].as_str() == Some(language.as_str()));
        let depends = item["depends_on"].as_array().is_some_and(|claims| !claims.is_empty());
        let right_part = match self.field.form {
            FieldForm::Claims(ClaimPart::First) => item["number"] == 1,
            FieldForm::Claims(ClaimPart::Independent) => !depends,
            FieldForm::Claims(ClaimPart::Dependent) => depends,
            _ => true,
        };
        right_language && right_part
    }
}

/// The exchange form; a document is always plain data, so that this does not fail.
pub(crate) fn exchange_form(document: &Document) -> Value {
    serde_json::to_value(document).unwrap_or_default()
}

fn identity(path: &str, document: &Document) -> Option<Value> {
    let number = match document.id() {
        DocumentId::Patent(number) => Some(number),
        DocumentId::Article(_) => None,
    };
    let text = match path {
        "id" => document.id().to_string(),
        "type" => document.document_type().as_str().to_owned(),
        "biblio.office" => number?.office().to_string(),
        "biblio.kind" => number?.kind()?.to_string(),
        _ => return None,
    };
    Some(Value::String(text))
}

/// Puts a value at its path, of one word or two.
fn insert(object: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((group, rest)) = path.split_once('.') else {
        merge(object, path, value);
        return;
    };
    if let Value::Object(inner) = object.entry(group).or_insert_with(|| Value::Object(Map::new())) {
        merge(inner, rest, value);
    }
}

/// Two languages of one text, asked for apart, meet at one path.
fn merge(object: &mut Map<String, Value>, name: &str, value: Value) {
    match (object.get_mut(name), value) {
        (Some(Value::Object(known)), Value::Object(new)) => known.extend(new),
        (_, value) => {
            object.insert(name.to_owned(), value);
        }
    }
}

/// All that a path names; nothing where it names nothing.
fn find(path: &str) -> Vec<Selected> {
    let whole = |name: &str, language: Option<Language>| -> Vec<Selected> {
        let named = |field: &&Field| field.path == name && (language.is_none() || field.has_languages());
        let of_group = |field: &&Field| {
            field.group() == name
                && field.form != FieldForm::Claims(ClaimPart::First)
                && (language.is_none() || field.has_languages())
        };
        let exact: Vec<&Field> = fields().iter().filter(named).collect();
        let found = if exact.is_empty() { fields().iter().filter(of_group).collect() } else { exact };
        found.into_iter().map(|field| Selected { field, language }).collect()
    };
    let found = whole(path, None);
    if !found.is_empty() {
        return found;
    }
    let Some((name, code)) = path.rsplit_once('.') else { return found };
    // Only codes as they are written: `eng` would be read as `en` and then not be found under its name.
    match code.parse::<Language>() {
        Ok(language) if language.as_str() == code => whole(name, Some(language)),
        _ => found,
    }
}

/// The longest path that suggestions are looked for, in bytes: paths are shorter.
const LONGEST_GUESSED: usize = 40;

fn nearest(path: &str) -> Option<String> {
    if LONGEST_GUESSED < path.len() {
        return None;
    }
    let lower = path.to_lowercase();
    let names = fields().iter().flat_map(|field| {
        // People leave the group out: `applicants` for `biblio.applicants`.
        let short = field.path.rsplit('.').next().unwrap_or(field.path);
        [(field.path, field.path), (field.group(), field.group()), (short, field.path)]
    });
    names
        .map(|(written, meant)| (strsim::damerau_levenshtein(&lower, written), meant))
        .filter(|(distance, _)| *distance <= 1 + lower.len() / 4 && *distance < lower.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, meant)| meant.to_owned())
}
