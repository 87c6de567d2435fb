//! What a call of tvgen found, and each way to show it.

pub mod absorb;
pub mod book;
pub mod drift;
mod escape;
mod excerpt;
pub mod explain;
pub mod fix;
pub mod fleet;
pub mod github;
pub mod internal;
pub mod json;
pub mod located;
pub mod lost;
pub mod next_steps;
pub mod output;
pub mod questions;
pub mod root;
pub mod sarif;
pub mod show;
pub mod status;
pub mod summary;
pub mod terminal;

pub use located::Located;
pub use output::{OutputOptions, SpecOutput};
pub use root::Root;
pub use status::{SpecStatus, StatusKind};

use crate::{compile::MOST_FINDINGS, workspace::Drift};

/// How many findings of one spec a person is shown: whoever mends a hundred runs tvgen again.
pub const MOST_SHOWN: usize = 100;

/// Says which findings `--format json` lists, if `omitted` findings are in no list.
#[must_use]
pub fn listed_by_json(omitted: usize) -> String {
    if omitted == 0 {
        "`--format json` lists all of them".to_owned()
    } else {
        format!("`--format json` lists the first {MOST_FINDINGS} of each spec")
    }
}

/// What a call of tvgen found in all the specs that it was given.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings: spec by spec, each in the order of its files.
    pub findings: Vec<Located>,
    /// How many findings are not listed.
    pub omitted: usize,
    /// The files that the specs render, as they are on disk.
    pub drifts: Vec<Drift>,
    /// What was taken back into each spec.
    pub absorbed: Vec<absorb::Absorbed>,
    /// Which specs were changed on command.
    pub changed: Vec<fleet::Changed>,
    /// What kept tvgen from looking at the rest.
    pub failures: Vec<String>,
}

impl Report {
    /// Adds what `other` has behind what is there.
    pub fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.omitted += other.omitted;
        self.drifts.extend(other.drifts);
        self.absorbed.extend(other.absorbed);
        self.changed.extend(other.changed);
        self.failures.extend(other.failures);
    }
}
