//! A spec that is ready to be written.

use std::path::PathBuf;

use crate::{
    artifact::Artifact,
    finding::count,
    report::{SpecOutput, SpecStatus, StatusKind},
    workspace::{Orphan, Target},
};

/// A spec that is ready to be written.
pub(super) struct Ready {
    /// The folder that its outputs lie below.
    pub(super) folder: PathBuf,
    /// The outputs, if they are to be printed.
    pub(super) artifacts: Vec<Artifact>,
    /// The outputs with their files, if they are to be written.
    pub(super) targets: Vec<Target>,
    /// The files that an earlier spec made and this one makes no more.
    pub(super) orphans: Vec<Orphan>,
}

impl Ready {
    /// How many files are not what the spec says.
    pub(super) fn differing(&self) -> usize {
        let targets = self.targets.iter();
        targets.filter(|target| target.differs()).count()
    }

    /// It ended so, with so many files `changed`, and others `removed`.
    pub(super) fn status(&self, kind: StatusKind, changed: usize, removed: usize) -> SpecStatus {
        let files = count(self.targets.len(), "file");
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

    /// Nothing was written, since so many files would be `lost`.
    pub(super) fn lost(&self, lost: usize) -> SpecStatus {
        let files = count(self.targets.len(), "file");
        SpecStatus::new(
            StatusKind::Refused,
            format!("{lost} of {files} would be lost"),
        )
    }

    /// Prints the outputs, each with its path above it if this is not the only one.
    pub(super) fn print(&self, is_one: bool, has_printed: &mut bool, spec_output: &mut SpecOutput) {
        for artifact in &self.artifacts {
            if !is_one || self.artifacts.len() > 1 {
                let path = self.folder.join(&artifact.path);
                let gap = if *has_printed { "\n" } else { "" };
                spec_output.result(&format!("{gap}==> {} <==\n", path.display()));
            }
            spec_output.data(&artifact.text);
            *has_printed = true;
        }
    }
}
