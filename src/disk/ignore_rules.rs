//! Git's ignore rules, read within limits.
//!
//! The walker of the crate `ignore` reads a `.gitignore` of any size, follows links to devices and blocks on pipes, so only its
//! matcher is used.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use ignore::gitignore::{Gitignore, GitignoreBuilder, gitconfig_excludes_path};

use super::{
    Error, canonicalize,
    error::io_error,
    git_folder::find_git_folders,
    read::{MAX_IGNORE_FILE, read_whole},
};

/// The maximum size of all ignore rules in a search, in bytes: a matcher uses eighty times as much memory.
const MAX_BYTES: usize = 2 * 1024 * 1024;

/// The maximum number of wildcards in all ignore rules in a search: each uses a few kilobytes of memory.
const MAX_WILDCARDS: usize = 40_000;

/// Git's ignore rules for a search.
pub(super) struct IgnoreRules {
    /// The user's own rules for all repositories.
    global: Option<Gitignore>,
    levels: Mutex<HashMap<PathBuf, Arc<Level>>>,
    bytes: AtomicUsize,
    wildcards: AtomicUsize,
    failure: Mutex<Option<Error>>,
}

/// The rules of a folder, and those of the folders above it.
struct Level {
    /// Its `.gitignore`.
    own: Option<Gitignore>,
    /// `info/exclude`, if the folder is the top of a repository.
    exclude: Option<Gitignore>,
    /// The rules of the folder above, if it is in the same repository.
    above: Option<Arc<Level>>,
}

impl IgnoreRules {
    /// Reads the user's own rules. The rules of repositories are read on demand.
    pub(super) fn new() -> Self {
        let mut ignored = Self {
            global: None,
            levels: Mutex::default(),
            bytes: AtomicUsize::new(0),
            wildcards: AtomicUsize::new(0),
            failure: Mutex::default(),
        };
        let global = gitconfig_excludes_path();
        let here = canonicalize(Path::new("."));
        ignored.global = global.and_then(|path| ignored.rules(&here, &path));
        ignored
    }

    /// Whether a rule ignores `path` itself; rules that ignore a folder above it are not applied. `path` is absolute and has
    /// no links.
    pub(super) fn ignores(&self, path: &Path, is_folder: bool) -> bool {
        let Some(folder) = path.parent() else {
            return false;
        };
        let level = self.level(folder);
        let levels = || std::iter::successors(Some(&level), |level| level.above.as_ref());
        let own = levels().filter_map(|level| level.own.as_ref());
        let exclude = levels().filter_map(|level| level.exclude.as_ref());
        let mut all = own.chain(exclude).chain(&self.global);
        let decisive = all.find_map(|rules| {
            let matched = rules.matched(path, is_folder);
            (!matched.is_none()).then(|| matched.is_ignore())
        });
        decisive.unwrap_or(false)
    }

    /// The first error that occurred while reading rules.
    pub(super) fn take_error(&self) -> Option<Error> {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.take()
    }

    fn level(&self, folder: &Path) -> Arc<Level> {
        let known = |levels: &HashMap<PathBuf, Arc<Level>>| levels.get(folder).cloned();
        let lock = || self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(level) = known(&lock()) {
            return level;
        }
        let has_git = folder.join(".git").exists();
        let above = folder.parent().filter(|_| !has_git);
        let level = Arc::new(Level {
            above: above.map(|above| self.level(above)),
            exclude: has_git.then(|| self.exclude(folder)).flatten(),
            own: self.own(folder),
        });
        lock().insert(folder.to_owned(), Arc::clone(&level));
        level
    }

    /// The rules of the `.gitignore` in `folder`; git does not follow a link there.
    fn own(&self, folder: &Path) -> Option<Gitignore> {
        let path = folder.join(".gitignore");
        let is_file = fs::symlink_metadata(&path).is_ok_and(|file| file.is_file());
        is_file.then(|| self.rules(folder, &path)).flatten()
    }

    /// The rules in `info/exclude` of the repository at `folder`.
    fn exclude(&self, folder: &Path) -> Option<Gitignore> {
        let git = find_git_folders(folder).pop()?;
        self.rules(folder, &git.join("info/exclude"))
    }

    /// The rules in the file at `path`, for files below `folder`. Invalid lines are skipped, as git does.
    fn rules(&self, folder: &Path, path: &Path) -> Option<Gitignore> {
        let read = match read_whole(path, MAX_IGNORE_FILE) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == io::ErrorKind::FileTooLarge => {
                self.fail(io_error("read", path)(cause));
                return None;
            }
            Err(_) => return None,
        };
        let add = |all: &AtomicUsize, more| all.fetch_add(more, Ordering::Relaxed) + more;
        let wildcards = read.iter().filter(|byte| b"*?[{".contains(byte)).count();
        let excess = if add(&self.bytes, read.len()) > MAX_BYTES {
            Some("are larger than 2 MiB".to_owned())
        } else if add(&self.wildcards, wildcards) > MAX_WILDCARDS {
            Some(format!("have more than {MAX_WILDCARDS} wildcards"))
        } else {
            None
        };
        if let Some(excess) = excess {
            let cause = io::Error::other(format!("with this file, the ignore rules {excess}"));
            self.fail(io_error("read", path)(cause));
            return None;
        }
        let text = String::from_utf8_lossy(&read);
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let _ = builder.add_line(None, line);
        }
        match builder.build() {
            Ok(rules) => Some(rules),
            Err(cause) => {
                self.fail(io_error("read", path)(io::Error::other(cause)));
                None
            }
        }
    }

    fn fail(&self, error: Error) {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.get_or_insert(error);
    }
}
