//! Published generations of an index: opening, reading, watching, checking and publishing them.

mod adopt;
mod check;
mod derived;
mod documents;
mod frozen;
mod id;
mod layout;
mod manifest;
mod publish;
mod watch;

use std::{path::Path, sync::Arc};

use analysis::Analyzers;
use tantivy::{
    DocAddress, DocSet, Index, ReloadPolicy, Searcher, TERMINATED, Term,
    schema::{Field, IndexRecordOption},
};

pub(crate) use adopt::adopt_first;
pub(crate) use check::damages_of;
pub use check::{CheckReport, Damage, check};
pub use id::{GenerationId, NotAGeneration};
pub(crate) use layout::Layout;
pub(crate) use manifest::Manifest;
pub(crate) use publish::{META_FILE, publish};
pub use watch::GenerationWatch;

use crate::{Fingerprint, IndexConfig, IndexError, Schema, Schemes, TermFiles, stored::StoredDocuments};

/// How often opening is tried again when the generation was pruned while it was being opened.
const OPEN_ATTEMPTS: usize = 5;

/// An opened, immutable generation of an index. Its files stay readable as long as it lives.
pub struct Generation {
    id: GenerationId,
    path: std::path::PathBuf,
    fingerprint: Fingerprint,
    searcher: Searcher,
    documents: StoredDocuments,
    schema: Schema,
    config: Arc<IndexConfig>,
    analyzers: Analyzers,
    schemes: Schemes,
    term_files: TermFiles,
    bytes: u64,
    derived: derived::Derived,
    before: derived::Before,
    of_segments: derived::OfSegments,
}

impl Generation {
    /// Opens the current generation. No file is read whole: opening takes milliseconds at any size.
    ///
    /// An index that was built with another fingerprint is refused, with both named.
    pub fn open(dir: &Path, config: &IndexConfig, analyzers: &Analyzers) -> Result<Self, IndexError> {
        Self::open_current(&Layout::new(dir), &Arc::new(config.clone()), analyzers, None)
    }

    /// Opens a generation by its name, while it is kept: the current one and the two before it.
    pub fn open_kept(
        dir: &Path,
        id: &GenerationId,
        config: &IndexConfig,
        analyzers: &Analyzers,
    ) -> Result<Option<Self>, IndexError> {
        let layout = Layout::new(dir);
        if !layout.list_generations()?.contains(id) {
            return Ok(None);
        }
        Self::open_id(&layout, id, &Arc::new(config.clone()), analyzers, None).map(Some)
    }

    /// The generations that are kept, oldest first.
    pub fn kept(dir: &Path) -> Result<Vec<GenerationId>, IndexError> {
        Layout::new(dir).list_generations()
    }

    fn open_current(
        layout: &Layout,
        config: &Arc<IndexConfig>,
        analyzers: &Analyzers,
        earlier: Option<&Self>,
    ) -> Result<Self, IndexError> {
        let mut attempt = 1;
        loop {
            let id =
                layout.current()?.ok_or_else(|| IndexError::NoIndex { path: layout.root().to_owned() })?;
            match Self::open_id(layout, &id, config, analyzers, earlier) {
                Err(_) if attempt < OPEN_ATTEMPTS && layout.current()?.is_some_and(|now| now != id) => {
                    attempt += 1;
                }
                result => return result,
            }
        }
    }

    /// Takes over from an `earlier` generation what is the same in this one.
    fn open_id(
        layout: &Layout,
        id: &GenerationId,
        config: &Arc<IndexConfig>,
        analyzers: &Analyzers,
        earlier: Option<&Self>,
    ) -> Result<Self, IndexError> {
        let path = layout.generation(id);
        let manifest = Manifest::read(&path)?;
        expect_fingerprint(layout.root(), &manifest.fingerprint, &config.fingerprint(analyzers))?;
        let schema = Schema::new(&config.fields, analyzers)?;
        let opening = |error| IndexError::opening(&path)(error);
        let index = Index::open(frozen::FrozenFolder::open(&path).map_err(opening)?).map_err(opening)?;
        if index.schema() != *schema.tantivy() {
            return Err(IndexError::damaged(&path, &"its schema is not that of its fingerprint"));
        }
        let searcher = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(opening)?
            .searcher();
        let (schemes, of_segments) = match earlier {
            None => (Schemes::open(layout.root(), &Schemes::default())?, derived::OfSegments::default()),
            Some(earlier) => (
                Schemes::open(layout.root(), &earlier.schemes)?,
                earlier.of_segments.of_those_in(searcher.segment_readers()),
            ),
        };
        Ok(Self {
            id: id.clone(),
            fingerprint: manifest.fingerprint.clone(),
            bytes: manifest.bytes(),
            documents: StoredDocuments::open(&searcher, &path)?,
            path,
            searcher,
            schema,
            config: Arc::clone(config),
            analyzers: analyzers.clone(),
            derived: derived::Derived::default(),
            before: earlier.map_or_else(derived::Before::default, derived::Before::after),
            of_segments,
            schemes,
            term_files: TermFiles::open(layout.root())?,
        })
    }

    pub fn id(&self) -> &GenerationId {
        &self.id
    }

    /// What it was built with.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub fn analyzers(&self) -> &Analyzers {
        &self.analyzers
    }

    /// The classification schemes that were beside the index when it was opened.
    pub fn schemes(&self) -> &Schemes {
        &self.schemes
    }

    /// The files of bilingual term pairs that were beside the index when it was opened.
    pub fn term_files(&self) -> &TermFiles {
        &self.term_files
    }

    pub fn config(&self) -> &IndexConfig {
        &self.config
    }

    /// Documents that a search can find; replaced and deleted ones do not count.
    pub fn document_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Bytes of its files.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// Refuses an index that was built with something else.
pub(crate) fn expect_fingerprint(
    dir: &Path,
    built: &Fingerprint,
    expected: &Fingerprint,
) -> Result<(), IndexError> {
    if built == expected {
        return Ok(());
    }
    Err(IndexError::Fingerprint {
        path: dir.to_owned(),
        built: built.to_string(),
        expected: expected.to_string(),
        differs: built.differences(expected).join(", "),
    })
}

/// The live document whose id is `id`; there is at most one.
pub(crate) fn find_id(searcher: &Searcher, field: Field, id: &str) -> tantivy::Result<Option<DocAddress>> {
    let term = Term::from_field_text(field, id);
    for (segment_ord, segment) in (0..).zip(searcher.segment_readers()) {
        let Some(mut postings) =
            segment.inverted_index(field)?.read_postings(&term, IndexRecordOption::Basic)?
        else {
            continue;
        };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some(DocAddress { segment_ord, doc_id: postings.doc() }));
            }
            postings.advance();
        }
    }
    Ok(None)
}
