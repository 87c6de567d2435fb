//! Which output a path names.

use std::path::{Component, Path, PathBuf, absolute};

use super::Input;
use crate::{artifact::Artifact, at, finding::one_of, source::Value, spec::outputs::DEFAULTS};

/// The artifact that `file` names: by its path from here or from the folder of the spec, or by the name of the output.
pub fn find_output<'a>(
    input: &Input,
    artifacts: &'a [Artifact],
    file: &str,
) -> Result<&'a Artifact, String> {
    let from_here = plain(Path::new(file));
    let from_spec = plain(&input.folder.join(file));
    let is_named = |artifact: &&Artifact| {
        let path = plain(&input.folder.join(&artifact.path));
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
    let (name, _) = DEFAULTS
        .iter()
        .find(|(name, default)| *name == file || plain(&input.folder.join(default)) == path)?;
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

/// `path` from the root of the file system, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    plain
}
