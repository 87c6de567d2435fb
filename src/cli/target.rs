//! An output and the file that it belongs into.

use std::path::PathBuf;

use crate::{
    artifact::Artifact,
    disk,
    drift::{self, State},
    report::Drift,
    source::Source,
};

/// An output and the file that it belongs into.
pub(super) struct Target {
    /// The output.
    pub(super) artifact: Artifact,
    /// The file.
    pub(super) path: PathBuf,
    /// The name of the spec that renders the output.
    pub(super) spec: String,
    /// What stands in the file, if there is one.
    pub(super) disk: Option<String>,
    /// How the two differ.
    pub(super) state: State,
}

impl Target {
    /// How the file differs; nothing was done about it yet.
    pub(super) fn drift(&self) -> Drift {
        let disk = self.disk.as_deref();
        let (line, diff) = match self.state {
            State::Same => (1, String::new()),
            State::Missing
            | State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign => (
                drift::first_line(&self.artifact, disk.unwrap_or_default()),
                drift::diff(&self.artifact, disk),
            ),
        };
        Drift {
            path: self.path.display().to_string(),
            spec: self.spec.clone(),
            state: self.state,
            line,
            diff,
            done: None,
            help: None,
        }
    }
}

/// The file of each artifact of `source`, as it is on disk.
pub(super) fn read(
    source: &Source,
    artifacts: Vec<(PathBuf, Artifact)>,
) -> Result<Vec<Target>, String> {
    let mut targets: Vec<Target> = Vec::new();
    for (path, artifact) in artifacts {
        let disk = disk::read_if_there(&path).map_err(|error| error.to_string())?;
        let state = drift::state(&artifact, disk.as_deref());
        targets.push(Target {
            artifact,
            path,
            spec: source.own.name.clone(),
            disk,
            state,
        });
    }
    Ok(targets)
}
