//! Mixed content to readable text in reading order, never with glued words.
//!
//! * Runs of white space are one space; a line break in the source between two characters of Chinese or Japanese is
//!   none, since those scripts break lines inside words. Soft hyphens and zero-width spaces go.
//! * Paragraphs, list items, table rows, nested claim texts and `<br/>` begin a new line; table cells are separated
//!   by ` | `. Emphasis, cross references and figure references are read as plain text.
//! * An element that is not known separates letters or digits on its two sides by a space and adds none beside
//!   punctuation.
//! * Subscripts are written on: `TiO<sub>2</sub>` is `TiO2`. Superscripts are written on where they are a charge, an
//!   ordinal or a sign (`Ca2+`, `1st`, `X®`) or stand in front (`13C`), else after `^`: `x^2`, `10^-3`, `x^n`; a
//!   superscript cross reference is ` [12]`.
//! * MathML is written in linear form, `x^2 = (a + b)/c`; TeX stands only where there is no MathML.
//! * Images are dropped, their alternative texts kept.

mod flow;
mod math;
mod mixed;
mod role;
mod script;

pub(crate) use mixed::{render, render_nodes};
