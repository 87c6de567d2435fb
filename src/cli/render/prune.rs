//! Removes orphaned files, or reports them.

use super::PreparedSpec;
use crate::{disk, report::SpecOutput, workspace::FileAction};

/// The action that `tvgen render` takes on orphaned files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PruneMode {
    /// Remove them.
    Remove,
    /// Show the diff of their removal.
    Preview,
    /// Print how to remove them.
    Hint,
}

/// Removes or reports the orphaned files of `ready`, depending on `mode`; files that were edited by hand are only reported.
/// Returns how many are removed.
///
/// # Errors
/// If a file cannot be removed; later ones are not tried.
pub(super) fn prune(
    ready: &PreparedSpec,
    mode: PruneMode,
    is_only_spec: bool,
    spec_output: &mut SpecOutput,
) -> Result<usize, String> {
    let mut removed = 0;
    for orphan in &ready.orphans {
        let mut drift = orphan.drift();
        let (path, spec) = (&drift.path, &drift.spec);
        drift.action = Some(FileAction::Skipped);
        match (orphan.is_intact, mode) {
            (true, PruneMode::Remove) => {
                disk::remove(&orphan.path, &ready.folder).map_err(|error| error.to_string())?;
                drift.action = Some(FileAction::Removed);
                if is_only_spec {
                    spec_output.note_done(&drift);
                }
                removed += 1;
            }
            (true, PruneMode::Preview) => {
                spec_output.diff(&drift.diff);
                removed += 1;
            }
            (true, PruneMode::Hint) => spec_output.error(&format!(
                "note: {path} is no longer an output of {spec}; `--prune` removes it"
            )),
            (false, PruneMode::Remove | PruneMode::Preview | PruneMode::Hint) => spec_output.error(&format!(
                "note: {path} is no longer an output of {spec}, but was edited by hand: save what you need, then delete it"
            )),
        }
        spec_output.record_drift(|| drift);
    }
    Ok(removed)
}
