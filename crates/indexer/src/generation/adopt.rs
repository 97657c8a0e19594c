//! What a kill in the very first run leaves between the last two steps of publishing.

use super::{Layout, Manifest, check::damages_of};
use crate::{IndexError, durable};

/// Makes the only generation, the first, the current one when nothing says which one is, or removes it when it is
/// damaged. More generations, or a later one, have had a `CURRENT` that was lost: they are left to
/// [`Layout::current`] to refuse. The caller holds the writer's lock.
pub(crate) fn adopt_first(layout: &Layout) -> Result<(), IndexError> {
    if layout.has_current()? {
        return Ok(());
    }
    let generations = layout.list_generations()?;
    let [only] = generations.as_slice() else { return Ok(()) };
    if only.number() != 1 {
        return Ok(());
    }
    let folder = layout.generation(only);
    let damage = match Manifest::read(&folder) {
        Ok(manifest) => damages_of(&folder, only, &manifest).next().map(|damage| damage.reason),
        Err(IndexError::Damaged { reason, .. }) => Some(reason),
        Err(error) => return Err(error),
    };
    match damage {
        None => {
            tracing::warn!(generation = %only, "CURRENT is missing; the only generation is whole and made current");
            layout.set_current(only)
        }
        Some(reason) => {
            tracing::warn!(generation = %only, %reason, "CURRENT is missing; the only generation is damaged, removed");
            durable::remove_folder(&folder)
        }
    }
}
