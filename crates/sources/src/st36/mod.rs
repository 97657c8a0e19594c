//! What the forms of EPO and JPO share, both being children of WIPO ST.36: ids, dates, descriptions, claims.

mod claims;
mod ids;
mod sections;

pub(crate) use claims::claims;
pub(crate) use ids::{application, date, language, priority, publication, st2_date};
pub(crate) use sections::{sections, text_of};
