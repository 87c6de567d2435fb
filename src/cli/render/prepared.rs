//! A compiled spec with the files of its outputs.

use std::path::PathBuf;

use crate::{
    artifact::Artifact,
    finding::pluralize,
    report::{SpecOutput, SpecStatus, StatusKind},
    workspace::{Orphan, Target},
};

/// A compiled spec with the files of its outputs.
pub(super) struct PreparedSpec {
    /// The folder of its outputs.
    pub(super) folder: PathBuf,
    /// The outputs, if they are to be printed.
    pub(super) artifacts: Vec<Artifact>,
    /// The outputs with their files, if they are to be written.
    pub(super) targets: Vec<Target>,
    /// The orphaned files.
    pub(super) orphans: Vec<Orphan>,
}

impl PreparedSpec {
    /// The number of files that are not up to date.
    pub(super) fn count_differing(&self) -> usize {
        let targets = self.targets.iter();
        targets.filter(|target| target.differs()).count()
    }

    /// The status of the spec after `changed` files were written and `removed` files were removed.
    pub(super) fn status(&self, kind: StatusKind, changed: usize, removed: usize) -> SpecStatus {
        let files = pluralize(self.targets.len(), "file");
        let mut detail = if changed == 0 || changed == self.targets.len() {
            files
        } else {
            format!("{changed} of {files}")
        };
        if removed > 0 {
            detail = format!("{detail}, {removed} removed");
        }
        SpecStatus::new(kind, detail)
    }

    /// The status of a spec that was not rendered, because hand edits in `lost` files would be lost.
    pub(super) fn refused_status(&self, lost: usize) -> SpecStatus {
        let files = pluralize(self.targets.len(), "file");
        SpecStatus::new(
            StatusKind::Refused,
            format!("{lost} of {files} would be lost"),
        )
    }

    /// Prints the outputs, each below its path if there are several.
    pub(super) fn print_outputs(
        &self,
        is_only_spec: bool,
        has_printed: &mut bool,
        spec_output: &mut SpecOutput,
    ) {
        for artifact in &self.artifacts {
            if !is_only_spec || self.artifacts.len() > 1 {
                let path = self.folder.join(&artifact.path);
                let gap = if *has_printed { "\n" } else { "" };
                spec_output.result(&format!("{gap}==> {} <==\n", path.display()));
            }
            spec_output.data(&artifact.text);
            *has_printed = true;
        }
    }
}
