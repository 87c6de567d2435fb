//! A spec that is ready to be written.

use std::path::PathBuf;

use super::super::{
    orphans::Orphan,
    page::count,
    target::Target,
    verdict::{Kind, Verdict},
};
use crate::{artifact::Artifact, drift::State};

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
        let differs = |target: &&Target| target.state != State::Same;
        self.targets.iter().filter(differs).count()
    }

    /// It ended so, with so many files `changed`, and others `removed`.
    pub(super) fn verdict(&self, kind: Kind, changed: usize, removed: usize) -> Verdict {
        let files = count(self.targets.len(), "file");
        let mut detail = if changed == 0 || changed == self.targets.len() {
            files
        } else {
            format!("{changed} of {files}")
        };
        if removed > 0 {
            detail = format!("{detail}, {removed} removed");
        }
        Verdict::new(kind, detail)
    }

    /// Nothing was written, since so many files would be `lost`.
    pub(super) fn lost(&self, lost: usize) -> Verdict {
        let files = count(self.targets.len(), "file");
        Verdict::new(Kind::Refused, format!("{lost} of {files} would be lost"))
    }
}
