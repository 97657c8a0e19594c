//! JSON bodies, in which a member may be given once only: of two, a client could not know which one counts.

use std::{cell::RefCell, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Why a body cannot be read.
#[derive(Debug)]
pub(crate) enum BodyError {
    NotJson(serde_json::Error),
    /// A member that an object has twice, as an RFC 6901 pointer.
    GivenTwice {
        pointer: String,
    },
}

/// Reads a JSON value.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, BodyError> {
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Member { pointer: String::new(), twice: &twice }
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| match twice.take() {
        Some(pointer) => BodyError::GivenTwice { pointer },
        None => BodyError::NotJson(error),
    })
}

/// A value and its place.
struct Member<'t> {
    pointer: String,
    /// The first member that is given again.
    twice: &'t RefCell<Option<String>>,
}

impl Member<'_> {
    fn below(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { pointer: format!("{}/{key}", self.pointer), twice: self.twice }
    }
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = elements.next_element_seed(self.below(&values.len().to_string()))? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let member = self.below(&key);
            if map.contains_key(&key) {
                self.twice.replace(Some(member.pointer));
                return Err(A::Error::custom("a member is given twice"));
            }
            map.insert(key, members.next_value_seed(member)?);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::{BodyError, read};

    #[track_caller]
    fn check_twice(text: &str, expected: &str) {
        match read(text.as_bytes()) {
            Err(BodyError::GivenTwice { pointer }) => assert_eq!(pointer, expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn values_are_read_as_they_are() {
        for text in ["{}", "[1,-2,2.5,null,true,\"電池\",{\"a\":{\"a\":[]}}]", "\"\"", "18446744073709551615"]
        {
            let expected: serde_json::Value = serde_json::from_str(text).expect("JSON");
            assert_eq!(read(text.as_bytes()).expect("JSON"), expected, "{text}");
        }
        for text in ["", "{", "{} x", "電池"] {
            assert!(matches!(read(text.as_bytes()), Err(BodyError::NotJson(_))), "{text}");
        }
    }

    #[test]
    fn a_member_is_given_once() {
        check_twice("{\"q\":\"a\",\"q\":\"b\"}", "/q");
        check_twice("{\"q\":\"a\",\"\\u0071\":\"b\"}", "/q");
        check_twice("{\"a\":[0,{\"b/c\":1,\"b/c\":2}]}", "/a/1/b~1c");
    }
}
