//! Which output a path names.

use std::path::Path;

use super::Input;
use crate::{
    artifact::Artifact, at, disk, finding::one_of, source::Value, spec::outputs::DEFAULTS,
};

/// The artifact that `file` names: by its path from here or from the folder of the spec, or by the name of the output.
pub fn find_output<'a>(
    input: &Input,
    artifacts: &'a [Artifact],
    file: &str,
) -> Result<&'a Artifact, String> {
    let from_here = disk::from_root(Path::new(file));
    let from_spec = disk::from_root(&input.folder.join(file));
    let is_named = |artifact: &&Artifact| {
        let path = disk::from_root(&input.folder.join(&artifact.path));
        artifact.name == file || path == from_here || path == from_spec
    };
    if let Some(artifact) = artifacts.iter().find(is_named) {
        return Ok(artifact);
    }
    let paths = artifacts.iter().map(|artifact| artifact.path.as_str());
    Err(moved(input, artifacts, file, &from_spec)
        .unwrap_or_else(|| format!("there is no output `{file}`: {}", one_of(file, paths))))
}

/// Where the output is now that `file` would name if the spec said nothing of it, or why there is none.
fn moved(input: &Input, artifacts: &[Artifact], file: &str, path: &Path) -> Option<String> {
    let (name, _) = DEFAULTS.iter().find(|(name, default)| {
        *name == file || disk::from_root(&input.folder.join(default)) == path
    })?;
    let source = &input.source;
    let key = at!("outputs", *name);
    let span = source.key_span(&key);
    let (line, column) = source.file(span).position(span.start);
    let said = format!("`{key}` at {}:{line}:{column}", source.file(span).name);
    let artifact = artifacts.iter().find(|artifact| artifact.name == *name);
    Some(match (artifact, source.value(&key)) {
        (Some(artifact), _) => format!(
            "{said} moves `{file}` to `{}`: name a line of that",
            artifact.path
        ),
        (None, Some(Value::Boolean(false))) => {
            format!("{said} switches `{file}` off: it has no lines")
        }
        (None, _) => format!(
            "nothing in {} asks for `{file}`: it has no lines",
            source.own.name
        ),
    })
}
