//! Values to bytes.

use std::{fmt::Display, io::Write};

use serde::{
    Serialize, Serializer,
    ser::{self, Impossible, SerializeSeq, SerializeStruct},
};

use super::CompactError;
use crate::numbers::write_number;

pub(in crate::stored) fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, CompactError> {
    write_behind(Vec::new(), value)
}

/// The same behind bytes that say what it is.
pub(in crate::stored) fn write_behind<T: Serialize>(
    bytes: Vec<u8>,
    value: &T,
) -> Result<Vec<u8>, CompactError> {
    let mut writer = Writer { bytes };
    value.serialize(&mut writer)?;
    Ok(writer.bytes)
}

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn number(&mut self, number: u64) {
        write_number(&mut self.bytes, number);
    }
}

/// An object whose fields are written.
struct Fields<'w> {
    writer: &'w mut Writer,
    /// The place of the next one.
    place: u64,
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = CompactError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), CompactError> {
        self.writer.number(self.place);
        self.place += 1;
        value.serialize(&mut *self.writer)
    }

    fn skip_field(&mut self, _name: &'static str) -> Result<(), CompactError> {
        self.place += 1;
        Ok(())
    }

    fn end(self) -> Result<(), CompactError> {
        self.writer.number(0);
        Ok(())
    }
}

impl SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = CompactError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CompactError> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), CompactError> {
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident $type:ty)*) => {$(
        fn $method(self, number: $type) -> Result<(), CompactError> {
            self.number(u64::from(number));
            Ok(())
        }
    )*};
}

macro_rules! no_form {
    ($($method:ident($($type:ty),*) -> $result:ty, $what:literal;)*) => {$(
        fn $method(self, $(_: $type),*) -> Result<$result, CompactError> {
            Err(CompactError::NoForm($what))
        }
    )*};
}

type No = Impossible<(), CompactError>;

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = CompactError;
    type SerializeSeq = Self;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStruct = Fields<'w>;
    type SerializeStructVariant = No;

    numbers!(serialize_bool bool serialize_u8 u8 serialize_u16 u16 serialize_u32 u32 serialize_u64 u64);

    no_form! {
        serialize_i8(i8) -> (), "a signed number";
        serialize_i16(i16) -> (), "a signed number";
        serialize_i32(i32) -> (), "a signed number";
        serialize_i64(i64) -> (), "a signed number";
        serialize_f32(f32) -> (), "a fraction";
        serialize_f64(f64) -> (), "a fraction";
        serialize_char(char) -> (), "a character";
        serialize_bytes(&[u8]) -> (), "a run of bytes";
        serialize_unit() -> (), "an empty value";
        serialize_unit_struct(&'static str) -> (), "an empty value";
        // A field that has no value is left out.
        serialize_none() -> (), "an absent value";
        serialize_tuple(usize) -> No, "a tuple";
        serialize_tuple_struct(&'static str, usize) -> No, "a tuple";
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No, "a word with values";
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No, "a word with values";
        serialize_map(Option<usize>) -> No, "a map";
    }

    fn serialize_str(self, text: &str) -> Result<(), CompactError> {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
        Ok(())
    }

    /// The length, which is known last, stands first.
    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), CompactError> {
        let start = self.bytes.len();
        write!(self.bytes, "{value}").map_err(ser::Error::custom)?;
        let end = self.bytes.len();
        self.number((end - start) as u64);
        let of_length = self.bytes.len() - end;
        self.bytes[start..].rotate_right(of_length);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CompactError> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _type: &'static str,
        place: u32,
        _word: &'static str,
    ) -> Result<(), CompactError> {
        self.number(u64::from(place));
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _type: &'static str,
        value: &T,
    ) -> Result<(), CompactError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _type: &'static str,
        _place: u32,
        _word: &'static str,
        _value: &T,
    ) -> Result<(), CompactError> {
        Err(CompactError::NoForm("a word with values"))
    }

    fn serialize_seq(self, values: Option<usize>) -> Result<Self, CompactError> {
        let values = values.ok_or(CompactError::NoForm("an unknown number of values"))?;
        self.number(values as u64);
        Ok(self)
    }

    fn serialize_struct(self, _type: &'static str, _fields: usize) -> Result<Fields<'w>, CompactError> {
        Ok(Fields { writer: self, place: 1 })
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}
