//! Looking for files below a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{Error, ignored::Ignored, real, unfinished};

/// The most files and folders that a search visits.
const MOST_ENTRIES: usize = 1_000_000;

/// The files below `folder` that git does not ignore, in the order of the alphabet; not those of folders below it that have a
/// file `own` themselves or are repositories of their own, none behind links, and none that a render is writing or left.
pub fn below(folder: &Path, own: &str) -> impl Iterator<Item = PathBuf> {
    let (top, is_here) = top(folder);
    let own = own.to_owned();
    let is_visited = is_visited(top, Arc::new(Ignored::new()));
    let walk = walk(top)
        .sort_by_file_name(Ord::cmp)
        .filter_entry(move |entry| {
            if !is_visited(entry) {
                return false;
            }
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let is_unfinished = entry.file_name().to_str().is_some_and(unfinished::is_ours);
            let is_others = |name: &str| entry.depth() > 0 && entry.path().join(name).exists();
            let has_own = || is_others(&own) || is_others(".git");
            if is_folder {
                !has_own()
            } else {
                !is_unfinished
            }
        })
        .build();
    walk.take(MOST_ENTRIES).filter_map(move |entry| {
        let entry = entry.ok()?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let path = seen_from(entry.into_path(), is_here);
        is_file.then_some(path)
    })
}

/// What a search comes upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// A file.
    File,
    /// What cannot be read as a file, though it may have the name of one: a folder, a pipe, a link that leads nowhere.
    NoFile,
    /// A folder that keeps to itself what is in it.
    Closed,
}

/// What is `wanted` in `folder` and below it, and git does not ignore; no files behind links.
///
/// # Errors
/// If there are too many files, or too many ignore rules.
pub fn find(
    folder: &Path,
    wanted: &(dyn Fn(&Path, Met) -> bool + Sync),
) -> Result<Vec<PathBuf>, Error> {
    let (top, is_here) = top(folder);
    let found = Mutex::new(Vec::new());
    let visit = |path: PathBuf, met: Met| {
        let path = seen_from(path, is_here);
        if wanted(&path, met) {
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push(path);
        }
    };
    let ignored = Arc::new(Ignored::new());
    let seen = AtomicUsize::new(0);
    let walk = walk(top)
        .filter_entry(is_visited(top, Arc::clone(&ignored)))
        .build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if seen.fetch_add(1, Ordering::Relaxed) >= MOST_ENTRIES {
                return WalkState::Quit;
            }
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    visit(entry.into_path(), Met::File);
                }
                Ok(entry) if !entry.path().is_file() => visit(entry.into_path(), Met::NoFile),
                Ok(_) => {}
                // What went away in the meantime is not there.
                Err(error) if is_missing(&error) => {}
                Err(error) => visit(path_of(&error).unwrap_or(top).to_owned(), Met::Closed),
            }
            WalkState::Continue
        })
    });
    if let Some(error) = ignored.failure() {
        return Err(error);
    }
    if seen.into_inner() > MOST_ENTRIES {
        let what = format!("cannot search {}", top.display());
        let why = format!("there are more than {MOST_ENTRIES} files and folders");
        return Err(
            Error::new(what, why).help("name the specs, or search a smaller folder".to_owned())
        );
    }
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// Each file below `folder` that [`below`] finds there, and those that git ignores too, in no order; none where that would be
/// more than `most` files and folders.
#[must_use]
pub fn few(folder: &Path, own: &str, most: usize) -> Option<Vec<PathBuf>> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    let mut seen = 0;
    while let Some(next) = folders.pop() {
        let is_top = next == folder;
        let (mut inside, mut found) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(top(&next).0).ok()?.flatten() {
            seen += 1;
            let (name, kind) = (entry.file_name(), entry.file_type().ok()?);
            if seen > most {
                return None;
            } else if name == ".git" || name == own {
                if !is_top {
                    // What lies beside it is another's.
                    (inside, found) = (Vec::new(), Vec::new());
                    break;
                }
                if kind.is_file() {
                    found.push(next.join(name));
                }
            } else if kind.is_dir() {
                inside.push(next.join(name));
            } else if kind.is_file() && !name.to_str().is_some_and(unfinished::is_ours) {
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
    ignored: Arc<Ignored>,
) -> impl Fn(&DirEntry) -> bool + Send + Sync + 'static {
    let (top, from) = (top.to_owned(), real(top));
    move |entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let below = entry.path().strip_prefix(&top);
        entry.file_name() != ".git"
            && !below.is_ok_and(|below| ignored.has(&from.join(below), is_folder))
    }
}

/// Whether `error` is that something is not there.
fn is_missing(error: &ignore::Error) -> bool {
    let cause = error.io_error();
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::NotFound)
}

/// What a walk could not look at that ended in `error`, if that says so.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        ignore::Error::Loop { .. }
        | ignore::Error::Io(_)
        | ignore::Error::Glob { .. }
        | ignore::Error::UnrecognizedFileType(_)
        | ignore::Error::InvalidDefinition => None,
    }
}

/// The folder that is `folder` to a reader of folders, and whether that is the current one: an empty path is to a reader of
/// paths, but no folder to a reader of folders.
fn top(folder: &Path) -> (&Path, bool) {
    let is_here = folder.as_os_str().is_empty();
    (if is_here { Path::new(".") } else { folder }, is_here)
}

/// `path`, which was found below the current folder if it `is_here`, without the `.` then.
fn seen_from(path: PathBuf, is_here: bool) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(inside) if is_here => inside.to_owned(),
        Ok(_) | Err(_) => path,
    }
}
