//! Finds an output by its path or name.

use std::path::Path;

use super::LoadedSpec;
use crate::{
    artifact::Artifact, disk, finding::suggest, place, source::Value, spec::outputs::DEFAULTS,
};

/// Finds the artifact `file`: a path from the current folder or from the folder of the spec, or the name of an output.
pub fn find_output<'a>(
    input: &LoadedSpec,
    artifacts: &'a [Artifact],
    file: &str,
) -> Result<&'a Artifact, String> {
    let from_here = disk::absolute(Path::new(file));
    let from_spec = disk::absolute(&input.folder.join(file));
    let is_named = |artifact: &&Artifact| {
        let path = disk::absolute(&input.folder.join(&artifact.path));
        artifact.name == file || path == from_here || path == from_spec
    };
    if let Some(artifact) = artifacts.iter().find(is_named) {
        return Ok(artifact);
    }
    let paths = artifacts.iter().map(|artifact| artifact.path.as_str());
    Err(explain_missing(input, artifacts, file, &from_spec)
        .unwrap_or_else(|| format!("unknown output `{file}`: {}", suggest(file, paths))))
}

/// Explains where the output with the default path `file` is, or why the spec does not render it.
fn explain_missing(
    input: &LoadedSpec,
    artifacts: &[Artifact],
    file: &str,
    path: &Path,
) -> Option<String> {
    let (name, _) = DEFAULTS.iter().find(|(name, default)| {
        *name == file || disk::absolute(&input.folder.join(default)) == path
    })?;
    let source = &input.source;
    let key = place!("outputs", *name);
    let span = source.key_span(&key);
    let (line, column) = source.file(span).position(span.start);
    let setting = format!("`{key}` at {}:{line}:{column}", source.file(span).name);
    let artifact = artifacts.iter().find(|artifact| artifact.name == *name);
    Some(match (artifact, source.value(&key)) {
        (Some(artifact), _) => format!(
            "{setting} moves `{file}` to `{}`: name a line of that file",
            artifact.path
        ),
        (None, Some(Value::Boolean(false))) => {
            format!("{setting} disables `{file}`")
        }
        (None, _) => format!("{} does not render `{file}`", source.own.name),
    })
}
