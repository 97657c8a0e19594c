use model::{
    ApplicationNumber, Date, KindCode, Language, Number, NumberReading, OfficeCode, Priority,
    PublicationNumber, read_number,
};

use crate::{Reason, xml::Element};

/// The number of a publication from its parts; a number without kind is read as people write it
/// (`JP2005518157` is a 特表 and so of kind A).
pub(crate) fn publication(
    country: &str,
    serial: &str,
    kind: Option<&str>,
) -> Result<PublicationNumber, Reason> {
    let invalid = |invalid| Reason::Invalid { field: "publication number", invalid };
    let office: OfficeCode = country.parse().map_err(invalid)?;
    match kind.filter(|kind| !kind.is_empty()) {
        Some(kind) => {
            let kind: KindCode = kind.parse().map_err(invalid)?;
            PublicationNumber::new(office, serial, Some(kind)).map_err(invalid)
        }
        None => match read_number(&format!("{office}{serial}")) {
            Ok(NumberReading::One(Number::Publication(number))) => Ok(number),
            _ => PublicationNumber::new(office, serial, None).map_err(invalid),
        },
    }
}

/// The number of an application from a `document-id` with country, or in EPODOC form without.
///
/// Kind W is an international application, whose country is the receiving office (DOCDB); JP applications of kind U
/// are for utility models.
pub(crate) fn application(id: &Element) -> Option<ApplicationNumber> {
    let serial = id.text_at("doc-number")?;
    let Some(country) = id.text_at("country") else {
        let office = serial.get(..2)?.parse().ok()?;
        return ApplicationNumber::new(office, &serial[2..]).ok();
    };
    let office: OfficeCode = country.parse().ok()?;
    let serial = docdb_serial(office, &serial, date(id)).unwrap_or(serial);
    match (office, id.text_at("kind").unwrap_or_default().chars().next()) {
        (_, Some('W')) => ApplicationNumber::new(OfficeCode::WO, &format!("{office}{serial}")).ok(),
        (OfficeCode::JP, Some('U')) => ApplicationNumber::new(office, &format!("{serial}U")).ok(),
        _ => ApplicationNumber::new(office, &serial).ok(),
    }
}

/// DOCDB writes older applications of the United States and Japan as serial and two-digit year, `21766902` for
/// 217669 of 2002, without the American series code: EPODOC's year and serial, which the date confirms, are
/// not taken for a number of another series.
fn docdb_serial(office: OfficeCode, serial: &str, date: Option<Date>) -> Option<String> {
    let width = match office {
        OfficeCode::US => 7,
        OfficeCode::JP => 6,
        _ => return None,
    };
    if !(3..=8).contains(&serial.len()) || !serial.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (number, year) = serial.split_at(serial.len() - 2);
    let filed = date?.year();
    (year.parse() == Ok(filed % 100)).then(|| format!("{filed}{number:0>width$}"))
}

/// A priority from the `document-id` that stands for it.
pub(crate) fn priority(id: &Element) -> Option<Priority> {
    Some(Priority { number: application(id)?, date: date(id) })
}

/// The `date` child, eight digits of WIPO ST.2, full-width ones too.
pub(crate) fn date(element: &Element) -> Option<Date> {
    st2_date(&element.text_at("date")?)
}

/// Eight digits of WIPO ST.2; what is no date is none.
pub(crate) fn st2_date(digits: &str) -> Option<Date> {
    let ascii: String = digits
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            other => other,
        })
        .collect();
    Date::from_st2(&ascii).ok()
}

/// The element's `lang`, else the given one.
pub(crate) fn language(element: &Element, otherwise: Language) -> Language {
    element.attr("lang").and_then(|code| code.parse().ok()).unwrap_or(otherwise)
}
