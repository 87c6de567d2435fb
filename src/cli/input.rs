//! The specs that a command is given: files, folders that hold a `tvgen.toml`, `-` for standard input.

use std::path::{Path, PathBuf};

use super::{Ending, output::Output};
use crate::{
    disk::{self, Folder},
    source::{
        File, Source,
        base::{Found, Unread},
        path::{folder, tidy},
    },
};

/// The name of a spec in its folder.
pub(super) const NAME: &str = "tvgen.toml";

/// What the spec is called that is read from standard input.
pub(super) const STANDARD_INPUT: &str = "standard input";

/// A spec, and the folder that its outputs are written below.
pub(super) struct Input {
    /// The spec.
    pub(super) source: Source,
    /// The folder that it lies in.
    pub(super) folder: PathBuf,
    /// The service's repository, if it lies in one.
    pub(super) repository: Option<Folder>,
    id: String,
}

impl Input {
    /// The spec as it would be if the user's own file had the text `text`.
    pub(super) fn with_text(&self, text: &str) -> Source {
        let own = Found {
            file: File {
                name: self.source.own.name.clone(),
                text: text.to_owned(),
            },
            id: self.id.clone(),
        };
        Source::load(own, read_base)
    }

    /// The file of the spec; none if it was read from standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        (!self.id.is_empty()).then(|| Path::new(&self.id))
    }
}

/// The specs that a command was given.
pub(super) struct Inputs {
    /// Those that can be read.
    pub(super) readable: Vec<Input>,
    all: bool,
}

impl Inputs {
    /// How the command ends at best.
    pub(super) fn ending(&self) -> Ending {
        if self.all {
            Ending::Clean
        } else {
            Ending::Failed
        }
    }
}

/// Reads the specs `given` to the command `command`; without any, the one of this folder. What cannot be read is said, and
/// keeps no other from being read.
pub(super) fn read(given: &[PathBuf], command: &str, output: &mut Output) -> Inputs {
    let mut inputs = Inputs {
        readable: Vec::new(),
        all: true,
    };
    let own = [PathBuf::from(NAME)];
    for path in if given.is_empty() { &own } else { given } {
        match read_one(path) {
            Ok(input) => inputs.readable.push(input),
            Err(error) => {
                inputs.all = false;
                output.failure(&if given.is_empty() {
                    format!(
                        "{error}\nGive a spec or a folder that has a {NAME}: tvgen {command} SPEC"
                    )
                } else {
                    error
                });
            }
        }
    }
    inputs
}

/// Reads the spec `given`.
///
/// # Errors
/// If it cannot be read.
pub(super) fn read_one(given: &Path) -> Result<Input, String> {
    let (own, folder, repository) = if given == Path::new("-") {
        let text = disk::read_input().map_err(|error| error.to_string())?;
        let name = STANDARD_INPUT.to_owned();
        let found = Found {
            file: File { name, text },
            id: String::new(),
        };
        (found, PathBuf::new(), None)
    } else {
        let path = in_folder(given);
        let text = disk::read(&path).map_err(|error| error.to_string())?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let repository = Folder::of_service(&folder);
        (
            found(&path, path.display().to_string(), text),
            folder,
            repository,
        )
    };
    Ok(Input {
        id: own.id.clone(),
        source: Source::load(own, read_base),
        folder,
        repository,
    })
}

/// The file itself that `given` stands for.
fn in_folder(given: &Path) -> PathBuf {
    if disk::is_folder(given) {
        given.join(NAME)
    } else {
        given.to_owned()
    }
}

/// What another spec names as its base.
fn read_base(written: &str) -> Result<Found, Unread> {
    let path = in_folder(Path::new(written));
    if disk::is_special(&path) {
        return Err(Unread {
            why: Some("it is not a file of text".to_owned()),
            others: Vec::new(),
        });
    }
    let text = disk::read(&path).map_err(|error| unread(written, &path, &error))?;
    // Where a link is on the way, the short path may be that of another file.
    let long = path.display().to_string();
    let short = tidy(&long);
    let is_same = disk::real(Path::new(&short)) == disk::real(&path);
    Ok(found(&path, if is_same { short } else { long }, text))
}

fn unread(written: &str, path: &Path, error: &disk::Error) -> Unread {
    let why = if !error.is_missing() {
        Some(error.why())
    } else if path == Path::new(written) {
        None
    } else {
        Some(format!("the folder has no {NAME}"))
    };
    let folder = folder(written);
    let folder = Path::new(if folder.is_empty() { "." } else { folder });
    Unread {
        why,
        others: disk::names(folder, ".toml"),
    }
}

fn found(path: &Path, name: String, text: String) -> Found {
    Found {
        file: File { name, text },
        id: disk::real(path).display().to_string(),
    }
}
