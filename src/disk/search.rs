//! Searches for files below a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{Error, canonicalize, ignore_rules::IgnoreRules, staging};

/// The maximum number of files and folders that a search visits.
const MAX_ENTRIES: usize = 1_000_000;

/// The files below `folder` that git does not ignore, in alphabetical order. Skips links, tvgen's temporary files, and
/// nested folders that are repositories or contain a file named `own`.
pub fn walk_files(folder: &Path, own: &str) -> impl Iterator<Item = PathBuf> {
    let (top, is_here) = top(folder);
    let own = own.to_owned();
    let is_visited = is_visited(top, Arc::new(IgnoreRules::new()));
    let walk = walk(top)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            if !is_visited(entry) {
                return false;
            }
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let is_temporary = entry
                .file_name()
                .to_str()
                .is_some_and(staging::is_staged_name);
            let is_others = |name: &str| entry.depth() > 0 && entry.path().join(name).exists();
            let has_own = || is_others(&own) || is_others(".git");
            if is_folder { !has_own() } else { !is_temporary }
        })
        .build();
    walk.take(MAX_ENTRIES).filter_map(move |entry| {
        let entry = entry.ok()?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let path = strip_current(entry.into_path(), is_here);
        is_file.then_some(path)
    })
}

/// The kind of a visited entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// An entry that cannot be read as a file: a folder, a pipe, a dangling link.
    NonFile,
    /// A folder that cannot be read.
    Unreadable,
}

/// The entries below `folder` that git does not ignore and for which `wanted` is true. Does not follow links.
///
/// # Errors
/// If there are too many files, or too many ignore rules.
pub fn find_files(
    folder: &Path,
    wanted: &(dyn Fn(&Path, EntryKind) -> bool + Sync),
) -> Result<Vec<PathBuf>, Error> {
    let (top, is_here) = top(folder);
    let found = Mutex::new(Vec::new());
    let visit = |path: PathBuf, kind: EntryKind| {
        let path = strip_current(path, is_here);
        if wanted(&path, kind) {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push(path);
        }
    };
    let ignored = Arc::new(IgnoreRules::new());
    let seen = AtomicUsize::new(0);
    let walk = walk(top)
        .filter_entry(is_visited(top, Arc::clone(&ignored)))
        .build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if seen.fetch_add(1, Ordering::Relaxed) >= MAX_ENTRIES {
                return WalkState::Quit;
            }
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    visit(entry.into_path(), EntryKind::File);
                }
                Ok(entry) if !entry.path().is_file() => {
                    visit(entry.into_path(), EntryKind::NonFile);
                }
                Ok(_) => {}
                // The entry was removed in the meantime.
                Err(error) if is_missing(&error) => {}
                Err(error) => visit(
                    error_path(&error).unwrap_or(top).to_owned(),
                    EntryKind::Unreadable,
                ),
            }
            WalkState::Continue
        })
    });
    if let Some(error) = ignored.take_error() {
        return Err(error);
    }
    if seen.into_inner() > MAX_ENTRIES {
        let what = format!("cannot search {}", top.display());
        let why = format!("there are more than {MAX_ENTRIES} files and folders");
        return Err(Error::new(what, why)
            .with_help("name the specs, or search a smaller folder".to_owned()));
    }
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// The files below `folder` in any order: like [`walk_files`], but with the files that git ignores. `None` if there are
/// more than `limit` files and folders, or a folder cannot be read.
#[must_use]
pub fn list_up_to(folder: &Path, own: &str, limit: usize) -> Option<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    let mut seen = 0;
    while let Some(next) = folders.pop() {
        let is_top = next == folder;
        let (mut inside, mut found) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(top(&next).0).ok()?.flatten() {
            seen += 1;
            let (name, kind) = (entry.file_name(), entry.file_type().ok()?);
            if seen > limit {
                return None;
            } else if name == ".git" || name == own {
                if !is_top {
                    // This folder belongs to another spec or repository.
                    (inside, found) = (Vec::new(), Vec::new());
                    break;
                }
                if kind.is_file() {
                    found.push(next.join(name));
                }
            } else if kind.is_dir() {
                inside.push(next.join(name));
            } else if kind.is_file() && !name.to_str().is_some_and(staging::is_staged_name) {
                found.push(next.join(name));
            }
        }
        folders.append(&mut inside);
        files.append(&mut found);
    }
    Some(files)
}

/// A walker below `top` that reads no ignore files.
fn walk(top: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(top);
    walk.standard_filters(false);
    walk
}

/// A filter for a walk below `top` that skips `.git` and ignored entries.
fn is_visited(
    top: &Path,
    ignored: Arc<IgnoreRules>,
) -> impl Fn(&DirEntry) -> bool + Send + Sync + 'static {
    let (top, from) = (top.to_owned(), canonicalize(top));
    move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let below = entry.path().strip_prefix(&top);
        entry.file_name() != ".git"
            && !below.is_ok_and(|below| ignored.ignores(&from.join(below), is_folder))
    }
}

/// Whether `error` means that the entry does not exist.
fn is_missing(error: &ignore::Error) -> bool {
    let cause = error.io_error();
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound)
}

/// The path that `error` is about, if it has one.
fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            error_path(err)
        }
        ignore::Error::Partial(errors) => errors.iter().find_map(error_path),
        ignore::Error::Loop { .. }
        | ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => None,
    }
}

/// The folder to walk, and whether `folder` is empty: an empty path stands for the current folder, but cannot be read.
fn top(folder: &Path) -> (&Path, bool) {
    let is_here = folder.as_os_str().is_empty();
    (if is_here { Path::new(".") } else { folder }, is_here)
}

/// `path`; if `is_here`, without the `.` at its start.
fn strip_current(path: PathBuf, is_here: bool) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(inside) if is_here => inside.to_owned(),
        Ok(_) | Err(_) => path,
    }
}
