//! The results of a command, and each format that shows them.

pub mod absorb;
mod diff;
pub mod drift;
mod escape;
mod excerpt;
pub mod explain;
pub mod fix;
pub mod fleet;
pub mod github;
pub mod internal_error;
pub mod json;
pub mod located;
mod message;
pub mod next_steps;
pub mod output;
pub mod overwrite;
pub mod questions;
pub mod root;
pub mod rule_page;
pub mod sarif;
pub mod show;
pub mod status;
pub mod step_summary;
pub mod terminal;

pub use located::LocatedFinding;
pub use output::{OutputOptions, SpecOutput, Widths};
pub use root::Root;
pub use status::{SpecStatus, StatusKind};

use crate::{compile::MAX_FINDINGS, workspace::FileDrift};

/// The largest number of findings of one spec that a person is shown; after fixing that many, they run tvgen again.
pub const MAX_SHOWN: usize = 100;

/// The findings that `--format json` lists, if `omitted` findings are not listed.
#[must_use]
pub fn describe_json_limit(omitted: usize) -> String {
    if omitted == 0 {
        "`--format json` lists all of them".to_owned()
    } else {
        format!("`--format json` lists the first {MAX_FINDINGS} of each spec")
    }
}

/// The results of a command for all its specs.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings: spec by spec, each in the order of its files.
    pub findings: Vec<LocatedFinding>,
    /// The number of findings that are not listed.
    pub omitted: usize,
    /// The generated files of the specs, as they are on disk.
    pub drifts: Vec<FileDrift>,
    /// The hand edits that were absorbed into each spec.
    pub absorbed: Vec<absorb::AbsorbReport>,
    /// The specs that `fleet set` changed.
    pub changed: Vec<fleet::ChangedSpec>,
    /// The errors that prevented the command from finishing.
    pub failures: Vec<String>,
}

impl Report {
    /// Appends the results of `other`.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.omitted += other.omitted;
        self.drifts.extend(other.drifts);
        self.absorbed.extend(other.absorbed);
        self.changed.extend(other.changed);
        self.failures.extend(other.failures);
    }
}
