//! What becomes of files that an earlier spec made and this one makes no more.

use super::Ready;
use crate::{disk, report::SpecOutput, workspace::Done};

/// What is done about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pruning {
    /// They are removed.
    Remove,
    /// What would go is shown.
    Show,
    /// They are named, and how to remove them.
    Name,
}

/// Does what `pruning` says about the files that `ready`, perhaps the only spec, makes no more, and tells how many go; none
/// that was edited by hand.
///
/// # Errors
/// At the first that cannot be removed.
pub(super) fn prune(
    ready: &Ready,
    pruning: Pruning,
    is_one: bool,
    spec_output: &mut SpecOutput,
) -> Result<usize, String> {
    let mut removed = 0;
    for orphan in &ready.orphans {
        let mut drift = orphan.drift();
        let (path, spec) = (&drift.path, &drift.spec);
        drift.done = Some(Done::Left);
        match (orphan.is_intact, pruning) {
            (true, Pruning::Remove) => {
                disk::remove(&orphan.path, &ready.folder).map_err(|error| error.to_string())?;
                drift.done = Some(Done::Removed);
                if is_one {
                    spec_output.done(&drift);
                }
                removed += 1;
            }
            (true, Pruning::Show) => {
                spec_output.result(&drift.diff);
                removed += 1;
            }
            (true, Pruning::Name) => spec_output.error(&format!(
                "note: {path} is no output of {spec} any more: --prune removes it"
            )),
            (false, Pruning::Remove | Pruning::Show | Pruning::Name) => spec_output.error(&format!(
                "note: {path} is no output of {spec} any more, and was edited by hand: keep what you need of it, then delete it"
            )),
        }
        spec_output.drift(|| drift);
    }
    Ok(removed)
}
