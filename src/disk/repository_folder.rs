//! The folder of a service, for rules that compare the spec with its files.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{
    Error, Project,
    error::io_error,
    exists,
    git_folder::find_git_folders,
    list_files,
    read::{MAX_LOCKFILE, MAX_REPOSITORY_FILE, check_size, read_text},
};
use crate::source::Repository;

/// Files that mark the folder of a service. Without any of them a spec stands alone, as a template does.
const SERVICE_FILES: &[&str] = &[
    ".git",
    ".ruby-version",
    ".tool-versions",
    "Gemfile",
    "Gemfile.lock",
    "package.json",
];

/// Lockfiles, whose size limit is larger.
const LOCKFILES: &[&str] = &[
    "Gemfile.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "pnpm-lock.yaml",
    "yarn.lock",
];

/// Files with the version of a tool.
const VERSIONS: &[&str] = &[".terraform-version"];

/// The git files from which a repository's remotes are read.
const GIT_FILES: &[&str] = &[".git", "commondir", "config"];

/// The folder of a service.
#[derive(Debug)]
pub struct RepositoryFolder {
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

impl RepositoryFolder {
    /// The folder at `path`, if it is the folder of a service.
    #[must_use]
    pub fn detect(path: &Path) -> Option<Self> {
        let is_service = SERVICE_FILES.iter().any(|file| exists(&path.join(file)));
        is_service.then(|| Self::new(path))
    }

    /// The folder at `path`, even if it has no service.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            bounds: OnceLock::new(),
        }
    }

    /// Checks that the files that rules read are readable, if they exist.
    ///
    /// # Errors
    /// If one is too large, is a pipe or a device, or is a link out of the repository.
    pub fn check(&self) -> Result<(), Error> {
        let names = SERVICE_FILES.iter().chain(LOCKFILES).chain(VERSIONS);
        for name in names.filter(|name| **name != ".git") {
            let shown = self.path.join(name);
            let Some(real) = self.locate(&shown)? else {
                continue;
            };
            check_size(&real, size_limit(name)).map_err(|cause| {
                io_error("read", &shown)(cause).with_help(
                    "replace or remove it; rules compare the spec with this file".to_owned(),
                )
            })?;
        }
        Ok(())
    }

    /// The text of the file at `path`, if it exists.
    fn read(&self, path: &str) -> Result<Option<String>, Error> {
        let shown = self.path.join(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        match self.locate(&shown)? {
            Some(real) => read_text(&real, &shown, size_limit(name)),
            None => Ok(None),
        }
    }

    /// Resolves the links of `shown`, if the file exists.
    fn locate(&self, shown: &Path) -> Result<Option<PathBuf>, Error> {
        let real = match fs::canonicalize(shown) {
            Ok(real) => real,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(io_error("read", shown)(cause)),
        };
        let name = shown.file_name().unwrap_or_default();
        if !self
            .bounds()
            .has(&real, GIT_FILES.iter().any(|known| name == *known))
        {
            let cause = io::Error::other("it is a link to a file outside of the repository");
            return Err(io_error("read", shown)(cause));
        }
        Ok(Some(real))
    }

    fn bounds(&self) -> &Bounds {
        self.bounds.get_or_init(|| {
            let root = Project::around(&self.path).root().to_owned();
            Bounds {
                git: find_git_folders(&root),
                root,
            }
        })
    }
}

/// The size limit of the file `name`, in bytes.
fn size_limit(name: &str) -> usize {
    if LOCKFILES.contains(&name) {
        MAX_LOCKFILE
    } else {
        MAX_REPOSITORY_FILE
    }
}

impl Bounds {
    /// Whether the file at `path`, an absolute path without links, is in the repository. The git directories may hold
    /// credentials, so files in them count only if `reads_git` is set.
    fn has(&self, path: &Path, reads_git: bool) -> bool {
        let is_git = self.git.iter().any(|git| path.starts_with(git));
        if is_git {
            reads_git
        } else {
            path.starts_with(&self.root)
        }
    }
}

impl Repository for RepositoryFolder {
    fn text(&self, path: &str) -> Option<String> {
        self.read(path).ok().flatten()
    }

    fn has(&self, path: &str) -> bool {
        exists(&self.path.join(path))
    }

    fn names(&self, path: &str) -> Vec<String> {
        let folder = self.path.join(path);
        // `canonicalize` rejects an empty path, which stands for the current folder.
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &folder
        };
        match fs::canonicalize(folder) {
            Ok(real) if self.bounds().has(&real, false) => list_files(&real, ""),
            Ok(_) | Err(_) => Vec::new(),
        }
    }
}
