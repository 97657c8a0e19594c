//! Looks up classes in the schemes beside the index, with counts of its documents.

use std::sync::Arc;

use indexer::{Generation, SchemeInfo};
use model::{ClassId, Scheme, SchemeKind, Text};

use crate::{
    HttpError, InterfaceLanguage, ProblemKind,
    error::{Bilingual, Item, Place},
    request::encode_component,
    wire::{
        Candidate, ClassItem, ClassResponse, ClassTitle, ClassesResponse, SchemeDescription, SchemesResponse,
    },
};

/// Most classes that a search of titles lists.
const FOUND_MAX: usize = 100;

/// A scheme of a generation, for one reader.
pub(crate) struct Shelf<'g> {
    generation: &'g Generation,
    scheme: Arc<Scheme>,
    language: InterfaceLanguage,
}

/// The schemes that are installed.
pub(crate) fn schemes(generation: &Generation) -> SchemesResponse {
    SchemesResponse {
        generation: generation.id().to_string(),
        schemes: generation.schemes().infos().map(described).collect(),
    }
}

fn described(info: &SchemeInfo) -> SchemeDescription {
    SchemeDescription {
        scheme: info.kind.as_str().to_owned(),
        version: info.version.clone(),
        excerpt: info.excerpt,
        classes: info.classes as u64,
        fingerprint: info.fingerprint.clone(),
        href: format!("/v1/classes/{}", info.kind.as_str()),
    }
}

/// The address of a class's JSON form.
pub(crate) fn class_href(kind: SchemeKind, symbol: &str) -> String {
    format!("/v1/classes/{}/{}", kind.as_str(), encode_component(symbol))
}

impl<'g> Shelf<'g> {
    /// The scheme of a name in an address.
    pub(crate) fn open(
        generation: &'g Generation,
        name: &str,
        language: InterfaceLanguage,
    ) -> Result<Self, HttpError> {
        let Ok(kind) = name.parse::<SchemeKind>() else {
            let shown: String = name.chars().take(40).collect();
            return Err(not_found(
                format!("「{shown}」という分類はありません。ipc、cpc、fi、fterm があります"),
                format!("there is no scheme {shown:?}; there are ipc, cpc, fi and fterm"),
            ));
        };
        let scheme = generation.schemes().get(kind)?.ok_or_else(|| {
            not_found(
                format!("{kind} の分類表は入っていません"),
                format!("no scheme of {kind} is installed beside this index"),
            )
        })?;
        Ok(Self { generation, scheme, language })
    }

    pub(crate) fn kind(&self) -> SchemeKind {
        self.scheme.kind()
    }

    /// The top classes, or those whose titles have all the words.
    pub(crate) fn list(&self, words: &str) -> Result<ClassesResponse, HttpError> {
        let found: Vec<ClassId> = match words.trim() {
            "" => self.scheme.roots().collect(),
            words => self.with_words(words),
        };
        let total = found.len() as u64;
        let shown = if words.trim().is_empty() { found.len() } else { FOUND_MAX };
        Ok(ClassesResponse {
            generation: self.generation.id().to_string(),
            scheme: self.description(),
            total,
            classes: self.items(found.into_iter().take(shown))?,
        })
    }

    /// Classes of which one title has every word, in any case.
    fn with_words(&self, words: &str) -> Vec<ClassId> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let fits = |title: &Text| {
            let title = title.text.to_lowercase();
            words.iter().all(|word| title.contains(word))
        };
        (0..self.scheme.len() as ClassId).filter(|id| self.scheme.titles(*id).iter().any(fits)).collect()
    }

    /// The class of a symbol as written, with what is around it.
    pub(crate) fn class(&self, written: &str) -> Result<ClassResponse, HttpError> {
        let id = self.find(written)?;
        let scheme = &self.scheme;
        let mut ancestors: Vec<ClassId> = scheme.ancestors(id).collect();
        ancestors.reverse();
        Ok(ClassResponse {
            generation: self.generation.id().to_string(),
            scheme: self.description(),
            class: self.item(id)?,
            level: ancestors.len() as u64,
            dots: scheme.dots(id).map(|dots| dots as u64),
            ancestors: self.items(ancestors)?,
            children: self.items(scheme.children(id))?,
        })
    }

    /// The documents that carry a symbol which the scheme does not have, and the symbol in its normal form.
    pub(crate) fn carrying(&self, written: &str) -> Result<(String, u64), HttpError> {
        let kind = self.kind();
        let symbol = kind.read(written).unwrap_or_else(|_| written.to_owned());
        let documents = match query::count_class(self.generation, kind, &symbol).map_err(HttpError::from) {
            Ok(counts) => counts.own,
            // A symbol that neither the scheme nor a document has is refused.
            Err(error) if error.kind == ProblemKind::InvalidQuery => 0,
            Err(error) => return Err(error),
        };
        Ok((symbol, documents))
    }

    fn find(&self, written: &str) -> Result<ClassId, HttpError> {
        let kind = self.kind();
        let shown: String = written.chars().take(80).collect();
        let symbol = kind.read(written).map_err(|invalid| {
            let message = Bilingual::new(
                format!("「{shown}」は {kind} の記号として読めません"),
                format!("{shown:?} is no symbol of {kind}: {}", invalid.reason),
            );
            HttpError::invalid(vec![Item::new(
                Place::Parameter("symbol".to_owned()),
                "unknown-class",
                message,
            )])
        })?;
        self.scheme.find(&symbol).ok_or_else(|| {
            let near = query::nearest_classes(&self.scheme, &symbol);
            let version = self.scheme.version();
            let detail = Bilingual::new(
                format!("{kind} ({version}) に {symbol} はありません。近いものは {}", near.join("、")),
                format!("{kind} {version} has no {symbol}; near it are {}", near.join(", ")),
            );
            let candidate =
                |symbol: &String| Candidate { id: symbol.clone(), href: class_href(kind, symbol) };
            HttpError {
                candidates: near.iter().map(candidate).collect(),
                ..HttpError::new(ProblemKind::ClassNotFound, detail)
            }
        })
    }

    fn description(&self) -> SchemeDescription {
        let info = self.generation.schemes().info(self.kind());
        // A scheme that is open is installed.
        info.map_or_else(
            || SchemeDescription {
                scheme: self.kind().as_str().to_owned(),
                version: self.scheme.version().to_owned(),
                excerpt: self.scheme.is_excerpt(),
                classes: self.scheme.len() as u64,
                fingerprint: String::new(),
                href: format!("/v1/classes/{}", self.kind().as_str()),
            },
            described,
        )
    }

    fn items(&self, ids: impl IntoIterator<Item = ClassId>) -> Result<Vec<ClassItem>, HttpError> {
        ids.into_iter().map(|id| self.item(id)).collect()
    }

    fn item(&self, id: ClassId) -> Result<ClassItem, HttpError> {
        let symbol = self.scheme.symbol(id);
        let counts = query::count_class(self.generation, self.kind(), symbol)?;
        let mut titles: Vec<ClassTitle> = self
            .scheme
            .titles(id)
            .into_iter()
            .map(|title| ClassTitle { language: title.language.to_string(), text: title.text })
            .collect();
        titles.sort_by_key(|title| title.language != self.language.code());
        Ok(ClassItem {
            symbol: symbol.to_owned(),
            titles,
            documents: counts.own,
            documents_below: counts.below,
            href: class_href(self.kind(), symbol),
        })
    }
}

fn not_found(japanese: String, english: String) -> HttpError {
    HttpError::new(ProblemKind::ClassNotFound, Bilingual::new(japanese, english))
}
