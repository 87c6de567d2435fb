//! What becomes of files that an earlier spec made and this one makes no more.

use super::{super::page::Page, Ready};
use crate::{disk, report::drift::Done};

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
    page: &mut Page,
) -> Result<usize, String> {
    let mut gone = 0;
    for orphan in &ready.orphans {
        let mut drift = orphan.drift();
        let (path, spec) = (&drift.path, &drift.spec);
        drift.done = Some(Done::Left);
        match (orphan.is_intact, pruning) {
            (true, Pruning::Remove) => {
                disk::remove(&orphan.path, &ready.folder).map_err(|error| error.to_string())?;
                if is_one {
                    page.note(&format!("{:>9}  {path}", Done::Removed.name()));
                }
                drift.done = Some(Done::Removed);
                gone += 1;
            }
            (true, Pruning::Show) => {
                page.result(&drift.diff);
                gone += 1;
            }
            (true, Pruning::Name) => page.error(&format!(
                "note: {path} is no output of {spec} any more: --prune removes it"
            )),
            (false, Pruning::Remove | Pruning::Show | Pruning::Name) => page.error(&format!(
                "note: {path} is no output of {spec} any more, and was edited by hand: keep what you need of it, then delete it"
            )),
        }
        page.drift(|| drift);
    }
    Ok(gone)
}
