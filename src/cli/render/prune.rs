//! What becomes of files that an earlier spec made and this one makes no more.

use std::path::PathBuf;

use super::super::{orphans::Orphan, output::Output};
use crate::{disk, report::drift::Done};

/// Removes the files of `orphans` if they are to be `removed`, shows what would go if they are to be `shown`, or else tells
/// how to remove them; none that was edited by hand. Each comes with the folder that its spec renders into.
///
/// # Errors
/// At the first that cannot be removed.
pub(super) fn prune(
    orphans: &[(PathBuf, Orphan)],
    removed: bool,
    shown: bool,
    output: &mut Output,
) -> Result<(), String> {
    for (folder, orphan) in orphans {
        let mut drift = orphan.drift();
        let (path, spec) = (&drift.path, &drift.spec);
        let is_removed = removed && orphan.is_intact;
        if is_removed {
            disk::remove(&orphan.path, folder).map_err(|error| error.to_string())?;
            output.note(&format!("{:>9}  {path}", Done::Removed.name()));
        } else if shown && orphan.is_intact {
            output.result(&drift.diff);
        } else {
            let how = if orphan.is_intact {
                ": --prune removes it"
            } else {
                ", and was edited by hand: keep what you need of it, then delete it"
            };
            output.error(&format!(
                "note: {path} is no output of {spec} any more{how}"
            ));
        }
        drift.done = Some(if is_removed {
            Done::Removed
        } else {
            Done::Left
        });
        output.drift(drift);
    }
    Ok(())
}
