//! Bytes to values.

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor},
    forward_to_deserialize_any,
};

use super::CompactError;
use crate::numbers::read_number;

/// The value that the bytes are, all of them.
pub(in crate::stored) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, CompactError> {
    let mut reader = Reader { bytes };
    let value = T::deserialize(&mut reader)?;
    if reader.bytes.is_empty() { Ok(value) } else { Err(CompactError::TooLong) }
}

struct Reader<'de> {
    /// Those not read yet.
    bytes: &'de [u8],
}

impl<'de> Reader<'de> {
    #[inline]
    fn number(&mut self) -> Result<u64, CompactError> {
        read_number(&mut self.bytes).ok_or(CompactError::NoNumber)
    }

    #[inline]
    fn text(&mut self) -> Result<&'de str, CompactError> {
        let length = usize::try_from(self.number()?).map_err(|_| CompactError::CutOff)?;
        let (text, rest) = self.bytes.split_at_checked(length).ok_or(CompactError::CutOff)?;
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| CompactError::NoText)
    }
}

/// What is left of several values.
struct Values<'r, 'de> {
    reader: &'r mut Reader<'de>,
    left: u64,
}

impl<'de> SeqAccess<'de> for Values<'_, 'de> {
    type Error = CompactError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, CompactError> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.reader).map(Some)
    }

    /// Each takes a byte at least, so that no memory is asked for in vain.
    fn size_hint(&self) -> Option<usize> {
        usize::try_from(self.left).ok().map(|left| left.min(self.reader.bytes.len()))
    }
}

/// What is left of an object.
struct Fields<'r, 'de>(&'r mut Reader<'de>);

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = CompactError;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, CompactError> {
        match self.0.number()?.checked_sub(1) {
            Some(place) => seed.deserialize(place.into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, CompactError> {
        seed.deserialize(&mut *self.0)
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CompactError> {
            visitor.visit_u64(self.number()?)
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CompactError> {
            visitor.visit_borrowed_str(self.text()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = CompactError;

    /// Bytes do not tell what they are.
    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, CompactError> {
        Err(CompactError::NoForm("a value of any type"))
    }

    numbers!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);

    texts!(deserialize_str deserialize_string);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CompactError> {
        match self.number()? {
            0 => visitor.visit_bool(false),
            1 => visitor.visit_bool(true),
            _ => Err(CompactError::NoNumber),
        }
    }

    /// A field that is there has a value.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CompactError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _type: &'static str,
        visitor: V,
    ) -> Result<V::Value, CompactError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CompactError> {
        let left = self.number()?;
        visitor.visit_seq(Values { reader: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _type: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CompactError> {
        visitor.visit_map(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _type: &'static str,
        _words: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CompactError> {
        let word = u32::try_from(self.number()?).map_err(|_| CompactError::NoNumber)?;
        visitor.visit_enum(word.into_deserializer())
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map identifier
        ignored_any
    }
}
