//! The outputs on standard output.

use std::path::PathBuf;

use super::{super::output::Output, Rendered};
use crate::artifact::Artifact;

/// Prints each output, with its path above it where there are several.
pub(super) fn print(rendered: &[Rendered], output: &mut Output) {
    let of_one = |(_, folder, artifacts): &'_ Rendered| -> Vec<(PathBuf, Artifact)> {
        let artifacts = artifacts.iter();
        artifacts
            .map(|artifact| (folder.join(&artifact.path), artifact.clone()))
            .collect()
    };
    let all: Vec<(PathBuf, Artifact)> = rendered.iter().flat_map(of_one).collect();
    for (number, (path, artifact)) in all.iter().enumerate() {
        if all.len() > 1 {
            let gap = if number == 0 { "" } else { "\n" };
            output.result(&format!("{gap}==> {} <==\n", path.display()));
        }
        output.result(&artifact.text);
    }
}
