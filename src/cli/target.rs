//! An output and the file that it belongs into.

use std::path::{Path, PathBuf};

use crate::{
    artifact::Artifact,
    disk::{Destination, Project},
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
    /// Where that is, links followed.
    pub(super) destination: Destination,
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
        let (lines, diff) = match self.state {
            State::Same => (Vec::new(), String::new()),
            State::Missing
            | State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign
            | State::Orphaned => (
                drift::changed(&self.artifact, disk.unwrap_or_default()),
                drift::diff(&self.artifact, disk),
            ),
        };
        Drift {
            path: self.path.display().to_string(),
            spec: self.spec.clone(),
            state: self.state,
            lines,
            is_behind: self.is_behind(),
            diff,
            done: None,
            help: None,
        }
    }

    /// Whether the file differs from what the spec renders by what was edited in it, and by nothing else.
    pub(super) fn is_edited_from_spec(&self) -> bool {
        self.state == State::Edited && !self.is_behind()
    }

    /// The same file beside the output of `artifacts` that is called so; beside its own if there is none.
    pub(super) fn rendered_as(mut self, artifacts: &[Artifact]) -> Self {
        let mut named = artifacts
            .iter()
            .filter(|artifact| artifact.name == self.artifact.name);
        if let Some(artifact) = named.next() {
            self.artifact = artifact.clone();
            self.state = drift::state(artifact, self.disk.as_deref());
        }
        self
    }

    /// The same with `text` in the file.
    pub(super) fn with_disk(mut self, text: String) -> Self {
        self.state = drift::state(&self.artifact, Some(&text));
        self.disk = Some(text);
        self
    }

    /// Whether the spec changed after the file was rendered that was then edited.
    pub(super) fn is_behind(&self) -> bool {
        let disk = self.disk.as_deref().unwrap_or_default();
        self.state == State::Edited && !drift::is_base(&self.artifact, disk)
    }
}

/// The file below `folder` of each artifact of `source`, as it is on disk.
///
/// # Errors
/// If one of them cannot be read, or could not be written.
pub(super) fn read(
    source: &Source,
    folder: &Path,
    artifacts: Vec<(PathBuf, Artifact)>,
) -> Result<Vec<Target>, String> {
    let project = Project::around(folder);
    let mut targets: Vec<Target> = Vec::new();
    for (path, artifact) in artifacts {
        let destination = project.destination(&artifact.path);
        let destination = destination.map_err(|error| error.to_string())?;
        let disk = destination.read().map_err(|error| error.to_string())?;
        let state = drift::state(&artifact, disk.as_deref());
        targets.push(Target {
            artifact,
            path,
            destination,
            spec: source.own.name.clone(),
            disk,
            state,
        });
    }
    Ok(targets)
}
