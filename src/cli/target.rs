//! An output and the file that it belongs into.

use std::path::PathBuf;

use crate::{
    artifact::Artifact,
    disk,
    drift::{self, State},
};

/// An output and the file that it belongs into.
pub(super) struct Target {
    /// The output.
    pub(super) artifact: Artifact,
    /// The file.
    pub(super) path: PathBuf,
    /// What stands in the file, if there is one.
    pub(super) disk: Option<String>,
    /// How the two differ.
    pub(super) state: State,
}

/// The file of each artifact, as it is on disk.
pub(super) fn read(artifacts: Vec<(PathBuf, Artifact)>) -> Result<Vec<Target>, String> {
    let mut targets: Vec<Target> = Vec::new();
    for (path, artifact) in artifacts {
        if targets.iter().any(|target| target.path == path) {
            return Err(format!(
                "two specs have the output {}: take them one by one, each with its own --out",
                path.display()
            ));
        }
        let disk = disk::read_if_there(&path).map_err(|error| error.to_string())?;
        let state = drift::state(&artifact, disk.as_deref());
        targets.push(Target {
            artifact,
            path,
            disk,
            state,
        });
    }
    Ok(targets)
}
