//! Targets that are not overwritten, because hand edits would be lost.

use super::Render;
use crate::{
    report::{SpecOutput, overwrite},
    workspace::{FileAction, FileDrift, Target},
};

impl Render {
    /// The drift of `target`, whose file is not written.
    pub(super) fn drift_if_skipped(&self, target: &Target) -> FileDrift {
        FileDrift {
            help: self
                .would_be_lost(target)
                .then(|| overwrite::suggest_keeping(target)),
            ..target
                .drift()
                .with_action(FileAction::for_skip(target.state))
        }
    }

    fn would_be_lost(&self, target: &Target) -> bool {
        !target.state.is_replaceable() && !self.force
    }

    /// Reports each file of `targets` whose hand edits would be lost: the edited lines, and how to keep them. Returns the
    /// number of these files; with `--force`, there are none.
    pub(super) fn report_refused(&self, targets: &[Target], spec_output: &mut SpecOutput) -> usize {
        let lost = targets.iter().filter(|target| self.would_be_lost(target));
        lost.map(|target| {
            spec_output.error(&format!(
                "error: {}",
                overwrite::describe_lost_lines(target)
            ));
            spec_output.error(&overwrite::suggest_keeping(target));
        })
        .count()
    }
}
