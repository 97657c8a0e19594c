use quick_xml::{escape::resolve_html5_entity, events::BytesRef};

/// The text of a reference inside character data, `&eacute;` or `&#233;`.
pub(crate) fn resolve(reference: &BytesRef<'_>) -> String {
    of_name(&reference.xml10_content())
}

/// Resolves every reference of an attribute's value; white space in it becomes spaces (XML 1.0, 3.3.3).
pub(crate) fn resolve_all(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        match rest.find(';').filter(|end| *end <= 40) {
            Some(end) => {
                text.push_str(&of_name(&rest[..end]));
                rest = &rest[end + 1..];
            }
            None => text.push('&'),
        }
    }
    text.push_str(rest);
    text.replace(['\n', '\r', '\t'], " ")
}

/// The characters of a reference's inside; what is not known stays as written, `&name;`.
fn of_name(name: &str) -> String {
    let known = match name.strip_prefix('#') {
        Some(number) => numbered(number).map(String::from),
        None => resolve_html5_entity(name).or_else(|| iso(name)).map(str::to_owned),
    };
    known.unwrap_or_else(|| format!("&{name};"))
}

/// A numbered character. The C1 controls are read as windows-1252, which is what their writers meant
/// (HTML 5.2, 8.1.4); other controls become a space, as XML 1.0 has no such characters.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0x80..=0x9f => encoding_rs::WINDOWS_1252.decode(&[code as u8]).0.chars().next(),
        0x00..=0x1f => Some(' '),
        _ => char::from_u32(code),
    }
}

/// Entities of ISO 8879 that USPTO's DTDs use and HTML does not know: ISOgrk1 and some of ISOpub.
fn iso(name: &str) -> Option<&'static str> {
    let index = ISO.binary_search_by_key(&name, |(entity, _)| entity).ok()?;
    Some(ISO[index].1)
}

/// Sorted by byte order of the name.
const ISO: &[(&str, &str)] = &[
    ("Agr", "Α"),
    ("Bgr", "Β"),
    ("Dgr", "Δ"),
    ("EEgr", "Η"),
    ("Egr", "Ε"),
    ("Ggr", "Γ"),
    ("Igr", "Ι"),
    ("KHgr", "Χ"),
    ("Kgr", "Κ"),
    ("Lgr", "Λ"),
    ("Mgr", "Μ"),
    ("Ngr", "Ν"),
    ("OHgr", "Ω"),
    ("Ogr", "Ο"),
    ("PHgr", "Φ"),
    ("PSgr", "Ψ"),
    ("Pgr", "Π"),
    ("Rgr", "Ρ"),
    ("Sgr", "Σ"),
    ("THgr", "Θ"),
    ("Tgr", "Τ"),
    ("Ugr", "Υ"),
    ("Xgr", "Ξ"),
    ("Zgr", "Ζ"),
    ("agr", "α"),
    ("bgr", "β"),
    ("dgr", "δ"),
    ("eegr", "η"),
    ("egr", "ε"),
    ("ggr", "γ"),
    ("igr", "ι"),
    ("kgr", "κ"),
    ("khgr", "χ"),
    ("lgr", "λ"),
    ("mgr", "μ"),
    ("ngr", "ν"),
    ("ogr", "ο"),
    ("ohgr", "ω"),
    ("pgr", "π"),
    ("phgr", "φ"),
    ("psgr", "ψ"),
    ("rgr", "ρ"),
    ("sfgr", "ς"),
    ("sgr", "σ"),
    ("tgr", "τ"),
    ("thgr", "θ"),
    ("ugr", "υ"),
    ("xgr", "ξ"),
    ("zgr", "ζ"),
];
