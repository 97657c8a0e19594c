//! Where things lie in an index's folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::GenerationId;
use crate::{IndexError, durable};

/// Generations that are kept: the current one, and two for readers and cursors that still use them.
pub(crate) const KEPT_GENERATIONS: usize = 3;

/// The paths of an index.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The file that names the current generation.
    fn current_file(&self) -> PathBuf {
        self.root.join("CURRENT")
    }

    pub(crate) fn generations(&self) -> PathBuf {
        self.root.join("generations")
    }

    pub(crate) fn generation(&self, id: &GenerationId) -> PathBuf {
        self.generations().join(id.to_string())
    }

    /// The run in progress.
    pub(crate) fn building(&self) -> PathBuf {
        self.root.join("building")
    }

    /// A `building` that is not complete yet.
    pub(crate) fn building_new(&self) -> PathBuf {
        self.root.join("building.new")
    }

    /// A generation that is not complete yet; no generation's name starts with a dot.
    pub(crate) fn publishing(&self) -> PathBuf {
        self.generations().join(".new")
    }

    pub(crate) fn lock(&self) -> PathBuf {
        self.root.join("writer.lock")
    }

    /// The id of the current generation, or `None` where nothing has been published.
    ///
    /// Generations without a `CURRENT` that names one are an error: taken for an empty index, they would be removed.
    pub(crate) fn current(&self) -> Result<Option<GenerationId>, IndexError> {
        let path = self.current_file();
        let reason = match fs::read(&path) {
            Ok(text) => match String::from_utf8_lossy(&text).trim_end().parse() {
                Ok(id) => return Ok(Some(id)),
                Err(error) => format!("is damaged ({error})"),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => "is missing".to_owned(),
            Err(error) => return Err(IndexError::io("read", path)(error)),
        };
        let generations = self.list_generations()?;
        if generations.is_empty() {
            return Ok(None);
        }
        let names: Vec<String> = generations.iter().map(ToString::to_string).collect();
        Err(IndexError::NoCurrent { path, reason, generations: names.join(", "), root: self.root.clone() })
    }

    pub(crate) fn has_current(&self) -> Result<bool, IndexError> {
        let path = self.current_file();
        path.try_exists().map_err(IndexError::io("read", path))
    }

    /// Makes a generation the current one, at once for every reader.
    pub(crate) fn set_current(&self, id: &GenerationId) -> Result<(), IndexError> {
        durable::replace(&self.current_file(), format!("{id}\n").as_bytes())
    }

    /// The generations that are there, oldest first.
    pub(crate) fn list_generations(&self) -> Result<Vec<GenerationId>, IndexError> {
        let folder = self.generations();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(IndexError::io("read", folder)(error)),
        };
        let mut ids = Vec::new();
        for entry in entries {
            let entry = entry.map_err(IndexError::io("read", &folder))?;
            ids.extend(entry.file_name().to_str().and_then(|name| name.parse::<GenerationId>().ok()));
        }
        ids.sort();
        Ok(ids)
    }

    /// Removes what is neither current nor among the last [`KEPT_GENERATIONS`], and leftovers of killed runs.
    ///
    /// Readers that have a removed generation's files mapped keep reading them: a file lives as long as its last
    /// mapping. The caller holds the writer's lock.
    pub(crate) fn prune(&self) -> Result<(), IndexError> {
        let current = self.current()?;
        let generations = self.list_generations()?;
        // Without a current one there are none. Newer than the current one: published by a run that was killed before it could say so.
        let (older, newer): (Vec<_>, Vec<_>) =
            generations.into_iter().partition(|id| current.as_ref().is_some_and(|current| id <= current));
        let surplus = older.len().saturating_sub(KEPT_GENERATIONS);
        for id in older.iter().take(surplus).chain(&newer) {
            durable::remove_folder(&self.generation(id))?;
        }
        durable::remove_folder(&self.publishing())?;
        durable::remove_folder(&self.building_new())
    }
}
