use std::{collections::BTreeMap, ops::RangeInclusive};

use query::Problem;
use serde_json::Value;

use super::{Endpoint, Pairs, Parameter, ParameterKind, parameter::did_you_mean};
use crate::error::{Bilingual, Item, Place};

/// Parameters as given, known by name and of the right form, their values not yet judged.
#[derive(Debug)]
pub(crate) struct Given {
    endpoint: Endpoint,
    origin: Origin,
    values: BTreeMap<&'static str, Vec<String>>,
    pub(crate) problems: Vec<Item>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Url,
    Body,
}

impl Given {
    /// Reads a query string. Every name must be known.
    pub(crate) fn from_pairs(endpoint: Endpoint, pairs: Pairs) -> Self {
        let mut given = Self { endpoint, origin: Origin::Url, values: BTreeMap::new(), problems: Vec::new() };
        for (name, value) in pairs.0 {
            match endpoint.parameter(&name) {
                Some(parameter) => given.add_from_url(parameter, value),
                None => given.unknown(&name),
            }
        }
        given
    }

    /// Reads a query string of a page: what is not ours (tracking parameters and the like) is passed over.
    pub(crate) fn from_page(endpoint: Endpoint, pairs: &Pairs) -> Self {
        let known = pairs.0.iter().filter(|(name, _)| endpoint.parameter(name).is_some());
        Self::from_pairs(endpoint, Pairs(known.cloned().collect()))
    }

    /// Reads the members of a JSON body.
    pub(crate) fn from_json(endpoint: Endpoint, body: Value) -> Self {
        let mut given =
            Self { endpoint, origin: Origin::Body, values: BTreeMap::new(), problems: Vec::new() };
        let Value::Object(members) = body else {
            let message =
                Bilingual::new("JSON のオブジェクトを送ってください", "the body must be a JSON object");
            given.problems.push(Item::new(Place::Pointer(String::new()), "wrong-type", message));
            return given;
        };
        for (name, value) in members {
            match endpoint.parameter(&name) {
                Some(parameter) => given.add_from_json(parameter, value),
                None => given.unknown(&name),
            }
        }
        given
    }

    fn add_from_url(&mut self, parameter: &Parameter, value: String) {
        match parameter.kind {
            ParameterKind::List => self.push(parameter, value),
            ParameterKind::Names => {
                for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                    self.push(parameter, name.to_owned());
                }
            }
            _ if self.values.contains_key(parameter.name) => self.problem(
                parameter.name,
                "given-twice",
                Bilingual::new(
                    format!("{} は一度だけ指定できます", parameter.name),
                    format!("{} can be given only once", parameter.name),
                ),
            ),
            _ => self.push(parameter, value),
        }
    }

    fn add_from_json(&mut self, parameter: &Parameter, value: Value) {
        match (parameter.kind, value) {
            (_, Value::Null) => {}
            (ParameterKind::List | ParameterKind::Names, Value::Array(values)) => {
                self.values.entry(parameter.name).or_default();
                for (i, value) in values.into_iter().enumerate() {
                    match value {
                        Value::String(text) => self.push(parameter, text),
                        other => self.wrong_type(&format!("{}/{i}", parameter.name), "a string", &other),
                    }
                }
            }
            (ParameterKind::List | ParameterKind::Names, other) => {
                self.wrong_type(parameter.name, "an array of strings", &other);
            }
            (ParameterKind::Text | ParameterKind::Choice(_), Value::String(text)) => {
                self.push(parameter, text);
            }
            (ParameterKind::Integer, Value::Number(number)) => self.push(parameter, number.to_string()),
            (ParameterKind::Flag, Value::Bool(flag)) => self.push(parameter, flag.to_string()),
            (kind, other) => {
                let expected = match kind {
                    ParameterKind::Integer => "a whole number",
                    ParameterKind::Flag => "true or false",
                    _ => "a string",
                };
                self.wrong_type(parameter.name, expected, &other);
            }
        }
    }

    fn push(&mut self, parameter: &Parameter, value: String) {
        self.values.entry(parameter.name).or_default().push(value);
    }

    fn unknown(&mut self, name: &str) {
        let message = Bilingual::new(
            format!("{name} というパラメーターはありません"),
            format!("there is no parameter {name:?}"),
        );
        let suggestion = did_you_mean(name, self.endpoint.parameters().map(|parameter| parameter.name));
        let place = self.place(name);
        self.problems.push(Item::new(place, "unknown-parameter", message).suggest(suggestion));
    }

    fn wrong_type(&mut self, place: &str, expected: &str, found: &Value) {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        let message = Bilingual::new(
            format!("型が違います ({expected} が必要です)"),
            format!("expected {expected}, found {found}"),
        );
        self.problem(place, "wrong-type", message);
    }

    /// Where a parameter stands in what was sent.
    pub(crate) fn place(&self, name: &str) -> Place {
        match self.origin {
            Origin::Url => Place::Parameter(name.to_owned()),
            Origin::Body => Place::Pointer(format!("/{}", escape_keeping_index(name))),
        }
    }

    pub(crate) fn problem(&mut self, name: &str, code: &'static str, message: Bilingual) {
        let place = self.place(name);
        self.problems.push(Item::new(place, code, message));
    }

    /// What the query's own reader found wrong with a value.
    pub(crate) fn unreadable(&mut self, name: &str, problem: &Problem) {
        let item = Item::of_query(problem, self.place(name));
        self.problems.push(item);
    }

    pub(crate) fn list(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    /// Takes a parameter out, so that what reads the rest does not see it.
    pub(crate) fn take(&mut self, name: &str) {
        self.values.remove(name);
    }

    /// The value of a parameter that is given at most once; an empty one counts as absent, as forms send it.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.list(name).first().map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(crate) fn flag(&mut self, name: &'static str, default: bool) -> bool {
        match self.text(name) {
            None => default,
            Some("true" | "1" | "on") => true,
            Some("false" | "0" | "off") => false,
            Some(other) => {
                let message = Bilingual::new(
                    format!("{name} は true か false です ({other} は使えません)"),
                    format!("{name} must be true or false, not {other:?}"),
                );
                self.problem(name, "not-a-flag", message);
                default
            }
        }
    }

    /// A whole number within the limits, both included; `key` is what the upper one is called in `ranking.toml`.
    pub(crate) fn integer(
        &mut self,
        name: &'static str,
        default: usize,
        limits: RangeInclusive<usize>,
        key: &str,
    ) -> usize {
        let Some(written) = self.text(name).map(str::to_owned) else { return default };
        match written.parse::<usize>() {
            Ok(number) if limits.contains(&number) => number,
            _ => {
                let (min, max) = (limits.start(), limits.end());
                let message = Bilingual::new(
                    format!("{name} は {min} から {max} ({key}) までの整数です ({written} は使えません)"),
                    format!("{name} must be a whole number from {min} to {max} ({key}), not {written:?}"),
                );
                let place = self.place(name);
                let nearest = written.parse::<f64>().ok().map(|n| n.clamp(*min as f64, *max as f64).round());
                let suggestion = nearest.map(|n| (n as usize).to_string());
                self.problems.push(Item::new(place, "out-of-range", message).suggest(suggestion));
                default
            }
        }
    }

    /// One of a parameter's choices, the first where it is absent.
    pub(crate) fn choice(&mut self, name: &'static str) -> &'static str {
        let Some(Parameter { kind: ParameterKind::Choice(choices), .. }) = self.endpoint.parameter(name)
        else {
            return "";
        };
        let Some(written) = self.text(name).map(str::to_owned) else { return choices[0] };
        if let Some(choice) = choices.iter().find(|choice| **choice == written) {
            return choice;
        }
        let message = Bilingual::new(
            format!("{name} は {} のいずれかです ({written} は使えません)", choices.join("、")),
            format!("{name} must be one of {}, not {written:?}", choices.join(", ")),
        );
        let suggestion = did_you_mean(&written, choices.iter().copied());
        let place = self.place(name);
        self.problems.push(Item::new(place, "not-a-choice", message).suggest(suggestion));
        choices[0]
    }
}

/// RFC 6901 escapes `~` and `/`; a slash before an array index that we put there stays.
fn escape_keeping_index(name: &str) -> String {
    match name.rsplit_once('/') {
        Some((member, index)) if !index.is_empty() && index.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}/{index}", escape(member))
        }
        _ => escape(name),
    }
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
