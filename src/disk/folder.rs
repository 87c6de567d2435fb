//! The folder of a spec, as rules look at it.

use std::path::{Path, PathBuf};

use super::{is_there, names, read_if_there};
use crate::source::Repository;

/// What tells that a folder is a service's own: without any of it, a spec lies there for itself, as a template does.
const SIGNS: &[&str] = &[
    ".git",
    ".ruby-version",
    ".tool-versions",
    "Gemfile",
    "Gemfile.lock",
    "package.json",
];

/// The repository of a service.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, if a service lies there.
    #[must_use]
    pub fn of_service(path: &Path) -> Option<Self> {
        SIGNS
            .iter()
            .any(|sign| is_there(&path.join(sign)))
            .then(|| Self(path.to_owned()))
    }

    /// The folder at `path`, whatever lies there.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Repository for Folder {
    fn text(&self, path: &str) -> Option<String> {
        read_if_there(&self.0.join(path)).ok().flatten()
    }

    fn has(&self, path: &str) -> bool {
        is_there(&self.0.join(path))
    }

    fn names(&self, path: &str) -> Vec<String> {
        let folder = self.0.join(path);
        // An empty path is the current folder to a reader of paths, but no folder to a reader of folders.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        };
        names(folder, "")
    }
}
