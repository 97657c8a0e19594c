//! The form of an installed scheme: one line of JSON that describes it, then, packed with zstd, one line a class in
//! the order of the tree: depth, symbol, and the title in each language, apart by tabs.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use model::{Language, Preorder, Scheme, SchemeKind};
use serde::{Deserialize, Serialize};

use crate::IndexError;

/// Raised when the form changes so that an older program must not read it.
const FORM: u32 = 1;

const LEVEL: i32 = 9;

/// Bytes that the first line may have: a damaged file is not read to its end.
const HEADER_BYTES: u64 = 64 << 10;

/// What is known of an installed scheme without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeInfo {
    pub kind: SchemeKind,
    pub version: String,
    /// Whether these are some of the scheme's classes only.
    pub excerpt: bool,
    pub classes: usize,
    pub languages: Vec<Language>,
    /// Of the content: 16 hexadecimal digits of BLAKE3.
    pub fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct Header {
    form: u32,
    scheme: String,
    version: String,
    excerpt: bool,
    classes: usize,
    languages: Vec<Language>,
    fingerprint: String,
}

/// A scheme as a file's content.
pub(super) fn written(path: &Path, scheme: &Scheme) -> Result<(SchemeInfo, Vec<u8>), IndexError> {
    let languages: Vec<Language> = scheme.languages().collect();
    let mut lines = String::new();
    let mut depths: Vec<usize> = Vec::with_capacity(scheme.len());
    for id in 0..scheme.len() as u32 {
        // A parent stands before what is below it.
        let depth = scheme.parent(id).map_or(0, |parent| depths[parent as usize] + 1);
        depths.push(depth);
        lines.push_str(&depth.to_string());
        for text in [scheme.symbol(id)]
            .into_iter()
            .chain(languages.iter().map(|language| scheme.title(id, *language).unwrap_or_default()))
        {
            lines.push('\t');
            lines.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        lines.push('\n');
    }
    let header = Header {
        form: FORM,
        scheme: scheme.kind().as_str().to_owned(),
        version: scheme.version().to_owned(),
        excerpt: scheme.is_excerpt(),
        classes: scheme.len(),
        fingerprint: fingerprint(scheme.version(), &lines),
        languages,
    };
    let info = info(path, &header)?;
    let mut content = serde_json::to_vec(&header).map_err(|error| IndexError::damaged(path, &error))?;
    content.push(b'\n');
    let packed = zstd::encode_all(lines.as_bytes(), LEVEL).map_err(IndexError::io("write", path))?;
    content.extend(packed);
    Ok((info, content))
}

fn fingerprint(version: &str, lines: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(version.as_bytes()).update(b"\n").update(lines.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

fn info(path: &Path, header: &Header) -> Result<SchemeInfo, IndexError> {
    if header.form != FORM {
        let reason = format!("it has form {}, this program reads {FORM}", header.form);
        return Err(IndexError::damaged(path, &reason));
    }
    Ok(SchemeInfo {
        kind: header.scheme.parse().map_err(|error| IndexError::damaged(path, &error))?,
        version: header.version.clone(),
        excerpt: header.excerpt,
        classes: header.classes,
        languages: header.languages.clone(),
        fingerprint: header.fingerprint.clone(),
    })
}

fn open(path: &Path) -> Result<(Header, BufReader<File>), IndexError> {
    let file = File::open(path).map_err(IndexError::io("read", path))?;
    let mut input = BufReader::new(file);
    let mut line = Vec::new();
    input.by_ref().take(HEADER_BYTES).read_until(b'\n', &mut line).map_err(IndexError::io("read", path))?;
    let header = serde_json::from_slice(&line)
        .map_err(|error| IndexError::damaged(path, &format!("its first line: {error}")))?;
    Ok((header, input))
}

pub(super) fn read_info(path: &Path) -> Result<SchemeInfo, IndexError> {
    let (header, _) = open(path)?;
    info(path, &header)
}

pub(super) fn read(path: &Path) -> Result<Scheme, IndexError> {
    let (header, input) = open(path)?;
    let SchemeInfo { kind, version, excerpt, languages, .. } = info(path, &header)?;
    let mut lines = String::new();
    zstd::Decoder::with_buffer(input)
        .and_then(|mut packed| packed.read_to_string(&mut lines))
        .map_err(|error| IndexError::damaged(path, &error))?;
    if fingerprint(&version, &lines) != header.fingerprint {
        return Err(IndexError::damaged(path, &"its content is not that of its fingerprint"));
    }
    let mut preorder = Preorder::new(kind, &version, excerpt, &languages);
    for line in lines.lines() {
        let mut columns = line.split('\t');
        let depth = columns.next().and_then(|depth| depth.parse().ok());
        let (Some(depth), Some(symbol)) = (depth, columns.next()) else {
            return Err(IndexError::damaged(path, &format!("the line {line:?}")));
        };
        preorder.push(depth, symbol, columns);
    }
    Ok(preorder.finish())
}

#[cfg(test)]
mod tests {
    use model::{ClassEntry, SchemeBuilder, Text};

    use super::super::{Schemes, install_scheme};
    use super::*;

    fn scheme(version: &str) -> Scheme {
        let mut builder = SchemeBuilder::new(SchemeKind::Cpc);
        for (symbol, parent, title) in [
            ("H01M10/05", None, "Non-aqueous\taccumulators"),
            ("H01M10/052", Some("H01M10/05"), "Lithium"),
            ("H01M10/0525", Some("H01M10/052"), ""),
        ] {
            let entry = ClassEntry {
                symbol: symbol.to_owned(),
                parent: parent.map(str::to_owned),
                dots: None,
                titles: vec![Text::new(Language::EN, title)],
            };
            builder.add(entry).unwrap();
        }
        builder.finish(version, true).0
    }

    #[test]
    fn a_scheme_comes_back_as_it_was_installed() {
        let dir = tempfile::tempdir().unwrap();
        assert!(
            Schemes::open(dir.path(), &Schemes::default()).unwrap().get(SchemeKind::Cpc).unwrap().is_none()
        );
        let info = install_scheme(dir.path(), &scheme("one")).unwrap();
        let schemes = Schemes::open(dir.path(), &Schemes::default()).unwrap();
        assert_eq!(schemes.infos().collect::<Vec<_>>(), [&info]);
        let read = schemes.get(SchemeKind::Cpc).unwrap().unwrap();
        let listed: Vec<(&str, usize, Option<&str>)> = (0..read.len() as u32)
            .map(|id| (read.symbol(id), read.depth(id), read.title(id, Language::EN)))
            .collect();
        assert_eq!(
            listed,
            [
                ("H", 0, None),
                ("H01", 1, None),
                ("H01M", 2, None),
                ("H01M10/00", 3, None),
                ("H01M10/05", 4, Some("Non-aqueous accumulators")),
                ("H01M10/052", 5, Some("Lithium")),
                ("H01M10/0525", 6, None),
            ]
        );
        assert!(read.is_excerpt() && read.version() == "one");
    }

    #[test]
    fn a_scheme_that_did_not_change_is_shared() {
        let dir = tempfile::tempdir().unwrap();
        install_scheme(dir.path(), &scheme("one")).unwrap();
        let first = Schemes::open(dir.path(), &Schemes::default()).unwrap();
        let second = Schemes::open(dir.path(), &first).unwrap();
        let get = |schemes: &Schemes| schemes.get(SchemeKind::Cpc).unwrap().unwrap();
        assert!(std::sync::Arc::ptr_eq(&get(&first), &get(&second)));
        install_scheme(dir.path(), &scheme("another version")).unwrap();
        let third = Schemes::open(dir.path(), &second).unwrap();
        assert_eq!(get(&third).version(), "another version");
        assert_eq!(get(&first).version(), "one", "what is open stays as it was");
        assert_ne!(first.fingerprint(), third.fingerprint());
    }

    #[test]
    fn damage_is_named() {
        let dir = tempfile::tempdir().unwrap();
        install_scheme(dir.path(), &scheme("one")).unwrap();
        let path = dir.path().join("schemes/cpc.zst");
        let mut content = std::fs::read(&path).unwrap();
        let last = content.len() - 5;
        content[last] ^= 0x55;
        std::fs::write(&path, &content).unwrap();
        let schemes = Schemes::open(dir.path(), &Schemes::default()).unwrap();
        let error = schemes.get(SchemeKind::Cpc).unwrap_err().to_string();
        assert!(error.contains("cpc.zst is damaged"), "{error}");
        std::fs::write(&path, "no header\n").unwrap();
        let error = Schemes::open(dir.path(), &Schemes::default()).unwrap_err().to_string();
        assert!(error.contains("its first line"), "{error}");
    }
}
