//! The specs that a command is given: files, folders that hold a `tvgen.toml`, `-` for standard input.

use std::path::{Path, PathBuf};

use crate::{disk, source::Source};

/// The name of a spec in its folder.
const NAME: &str = "tvgen.toml";

/// A spec, and the folder that its outputs are written below.
pub(super) struct Input {
    /// The spec.
    pub(super) source: Source,
    /// The folder that it lies in.
    pub(super) folder: PathBuf,
}

/// Reads the specs `given`; without any, the one of this folder.
pub(super) fn read(given: &[PathBuf]) -> Result<Vec<Input>, String> {
    if given.is_empty() {
        return Ok(vec![read_one(Path::new(NAME)).map_err(|error| {
            format!("{error}\nGive a spec or a folder that has a {NAME}: tvgen render SPEC")
        })?]);
    }
    given.iter().map(|path| read_one(path)).collect()
}

fn read_one(given: &Path) -> Result<Input, String> {
    if given == Path::new("-") {
        let text = disk::read_input().map_err(|error| error.to_string())?;
        return Ok(Input {
            source: Source::new("standard input", text),
            folder: PathBuf::new(),
        });
    }
    let path = if disk::is_folder(given) {
        given.join(NAME)
    } else {
        given.to_owned()
    };
    let text = disk::read(&path).map_err(|error| error.to_string())?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Input {
        source: Source::new(path.display().to_string(), text),
        folder,
    })
}
