//! The folder of a spec, as rules look at it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{
    Error, Project,
    error::error,
    git_folder::git_folders,
    is_there, names,
    read::{MOST_LOCKFILE, MOST_REPOSITORY_FILE, check_size, read_text},
};
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

/// Lockfiles, which may be larger than other files.
const LOCKFILES: &[&str] = &[
    "Gemfile.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
];

/// Files that name a version of a tool.
const VERSIONS: &[&str] = &[".terraform-version"];

/// The git files that name a repository's remotes.
const GIT_FILES: &[&str] = &[".git", "commondir", "config"];

/// The repository of a service.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    bounds: OnceLock<Bounds>,
}

/// The folders that files may be read from, with links resolved.
#[derive(Debug)]
struct Bounds {
    /// The top of the repository.
    root: PathBuf,
    /// The git directories.
    git: Vec<PathBuf>,
}

impl Folder {
    /// The folder at `path`, if a service lies there.
    #[must_use]
    pub fn of_service(path: &Path) -> Option<Self> {
        let is_service = SIGNS.iter().any(|sign| is_there(&path.join(sign)));
        is_service.then(|| Self::at(path))
    }

    /// The folder at `path`, whatever lies there.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            bounds: OnceLock::new(),
        }
    }

    /// Checks that the files that rules read can be read, if they exist.
    ///
    /// # Errors
    /// If one is too large, is a pipe or a device, or is a link out of the repository.
    pub fn check(&self) -> Result<(), Error> {
        let names = SIGNS.iter().chain(LOCKFILES).chain(VERSIONS);
        for name in names.filter(|name| **name != ".git") {
            let shown = self.path.join(name);
            let Some(real) = self.locate(&shown)? else {
                continue;
            };
            check_size(&real, most(name)).map_err(|cause| {
                error("read", &shown)(cause).help(
                    "Replace or remove it: the rules compare the spec with this file".to_owned(),
                )
            })?;
        }
        Ok(())
    }

    /// The text of the file at `path`, if there is one.
    fn read(&self, path: &str) -> Result<Option<String>, Error> {
        let shown = self.path.join(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        match self.locate(&shown)? {
            Some(real) => read_text(&real, &shown, most(name)),
            None => Ok(None),
        }
    }

    /// Resolves the links of `shown`, if the file exists.
    fn locate(&self, shown: &Path) -> Result<Option<PathBuf>, Error> {
        let real = match fs::canonicalize(shown) {
            Ok(real) => real,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(error("read", shown)(cause)),
        };
        let name = shown.file_name().unwrap_or_default();
        if !self
            .bounds()
            .has(&real, GIT_FILES.iter().any(|known| name == *known))
        {
            let cause = io::Error::other("it is a link to a file outside of the repository");
            return Err(error("read", shown)(cause));
        }
        Ok(Some(real))
    }

    fn bounds(&self) -> &Bounds {
        self.bounds.get_or_init(|| {
            let root = Project::around(&self.path).root().to_owned();
            Bounds {
                git: git_folders(&root),
                root,
            }
        })
    }
}

/// The most bytes that the file `name` may have.
fn most(name: &str) -> usize {
    if LOCKFILES.contains(&name) {
        MOST_LOCKFILE
    } else {
        MOST_REPOSITORY_FILE
    }
}

impl Bounds {
    /// Whether the file at `path`, an absolute path without links, is in the repository. The git directories may hold
    /// credentials, so they count only if `reads_git` is set.
    fn has(&self, path: &Path, reads_git: bool) -> bool {
        let is_kept = self.git.iter().any(|git| path.starts_with(git));
        if is_kept {
            reads_git
        } else {
            path.starts_with(&self.root)
        }
    }
}

impl Repository for Folder {
    fn text(&self, path: &str) -> Option<String> {
        self.read(path).ok().flatten()
    }

    fn has(&self, path: &str) -> bool {
        is_there(&self.path.join(path))
    }

    fn names(&self, path: &str) -> Vec<String> {
        let folder = self.path.join(path);
        // An empty path is the current folder to a reader of paths, but no folder to a reader of folders.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        };
        match fs::canonicalize(folder) {
            Ok(real) if self.bounds().has(&real, false) => names(&real, ""),
            Ok(_) | Err(_) => Vec::new(),
        }
    }
}
