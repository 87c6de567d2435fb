//! Where an output is written: its path with the links followed, and never outside of the project.

use std::{
    ffi::OsStr,
    fs,
    hash::{Hash, Hasher},
    io,
    path::{self, Path, PathBuf},
    sync::Arc,
};

use super::{
    Content, Error,
    anchor::Anchor,
    error::error,
    is_there,
    read::{SPECIAL, read_file},
};

/// A folder that outputs are written below, and the project that it lies in.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    real: PathBuf,
    root: PathBuf,
    anchor: Arc<Anchor>,
}

/// Where an output is written; two that are one file are equal, however they are shown.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The path as the user knows it.
    pub(super) shown: PathBuf,
    /// The same from the root of the file system and without links.
    real: PathBuf,
    /// The folder from which it is opened.
    anchor: Arc<Anchor>,
}

impl Project {
    /// The project of `folder`, which need not be there yet: the nearest folder upwards that git knows, or itself.
    #[must_use]
    pub fn around(folder: &Path) -> Self {
        let real = real_so_far(folder);
        let root = real.ancestors().find(|above| is_there(&above.join(".git")));
        let root = root.unwrap_or(&real).to_owned();
        Self {
            folder: folder.to_owned(),
            anchor: Arc::new(Anchor::above(&root)),
            root,
            real,
        }
    }

    /// The top folder, with links resolved.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether it is a git repository.
    #[must_use]
    pub fn is_repository(&self) -> bool {
        is_there(&self.root.join(".git"))
    }

    /// Where the output `path` of the folder is written.
    ///
    /// # Errors
    /// If no file can be there: something else is, or a link leads out of the project or nowhere.
    pub fn destination(&self, path: &str) -> Result<Destination, Error> {
        let shown = self.folder.join(path);
        let real = self.follow(path).map_err(|(why, remedy)| {
            let what = format!("{} cannot be an output", shown.display());
            let help = format!("{remedy}, or give the output another path in [outputs]");
            Error::new(what, why).help(help)
        })?;
        if self.is_inside_git(&real) {
            let what = format!("{} cannot be an output", shown.display());
            let why = format!("it is `{}`, inside `.git`", real.display());
            let help = "write outputs outside `.git`".to_owned();
            return Err(Error::new(what, why).help(help));
        }
        let anchor = Arc::clone(&self.anchor);
        Ok(Destination {
            shown,
            real,
            anchor,
        })
    }

    /// Whether `real`, a path of the project without links, is one of git's own files, which can choose what git runs.
    fn is_inside_git(&self, real: &Path) -> bool {
        let inside = real.strip_prefix(&self.root).unwrap_or(real);
        inside
            .iter()
            .any(|part| part.eq_ignore_ascii_case(OsStr::new(".git")))
    }

    /// The output `path` without links; otherwise why it cannot be, and what could be done about it. Each part of it is looked at
    /// once.
    fn follow(&self, path: &str) -> Result<PathBuf, (String, String)> {
        let mut shown = self.folder.clone();
        let mut real = self.real.clone();
        folder_or_nothing(&real, &shown)?;
        let mut parts = Path::new(path).iter().peekable();
        while let Some(part) = parts.next() {
            shown.push(part);
            real.push(part);
            let mut file = fs::symlink_metadata(&real).ok();
            if file.as_ref().is_some_and(fs::Metadata::is_symlink) {
                real = self.without_link(real, &shown)?;
                file = fs::metadata(&real).ok();
            }
            let Some(file) = file else { continue };
            let is_last = parts.peek().is_none();
            if !is_last && !file.is_dir() {
                return Err(no_folder(&shown));
            }
            if is_last && !file.is_file() {
                let why = if file.is_dir() {
                    "it is a folder"
                } else {
                    SPECIAL
                };
                return Err((why.to_owned(), "Move it away".to_owned()));
            }
        }
        Ok(real)
    }

    /// What `path` leads to if it is a link, which the user knows as `shown`; otherwise itself.
    fn without_link(&self, path: PathBuf, shown: &Path) -> Result<PathBuf, (String, String)> {
        let Ok(leads) = fs::read_link(&path) else {
            return Ok(path);
        };
        let (shown, leads) = (shown.display(), leads.display());
        let why = match fs::canonicalize(&path) {
            Ok(real) if real.starts_with(&self.root) => return Ok(real),
            Ok(real) => format!(
                "the link `{shown}` leads to `{}`, out of the project `{}`",
                real.display(),
                self.root.display()
            ),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                format!("the link `{shown}` leads to `{leads}`, which is not there")
            }
            Err(cause) => format!("the link `{shown}` leads to `{leads}`: {cause}"),
        };
        Err((why, "Remove the link".to_owned()))
    }
}

impl Destination {
    /// The file at `path`, wherever a link leads: the user named it, and no spec did.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        let real = real_so_far(path);
        let anchor = Anchor::above(real.parent().unwrap_or(&real));
        Self {
            shown: path.to_owned(),
            real,
            anchor: Arc::new(anchor),
        }
    }

    /// The content of the file, if it exists.
    ///
    /// # Errors
    /// If there is a file, and it cannot be read.
    pub fn read(&self) -> Result<Option<Content>, Error> {
        let folder = self.anchor.folder(self.folder());
        let file = folder.and_then(|folder| folder.file(self.name()));
        match file.and_then(read_file) {
            Ok(bytes) => Ok(Some(Content::of(bytes))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(error("read", &self.shown)(cause)),
        }
    }

    /// The folder that the file lies in.
    pub(super) fn folder(&self) -> &Path {
        self.real.parent().unwrap_or(&self.real)
    }

    /// The file's name.
    pub(super) fn name(&self) -> &OsStr {
        self.real.file_name().unwrap_or_default()
    }

    /// The folder from which the file is opened.
    pub(super) fn anchor(&self) -> &Anchor {
        &self.anchor
    }
}

impl PartialEq for Destination {
    fn eq(&self, other: &Self) -> bool {
        self.real == other.real
    }
}

impl Eq for Destination {}

impl Hash for Destination {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.real.hash(state);
    }
}

/// Reads the file at `path` without following links below `top`; `None` if it does not exist.
///
/// # Errors
/// If there is a file, and it cannot be read.
pub fn read_below(top: &Path, path: &Path) -> Result<Option<Content>, Error> {
    let real = real_so_far(top);
    let inside = path.strip_prefix(top).unwrap_or(path);
    let file = Destination {
        shown: path.to_owned(),
        anchor: Arc::new(Anchor::above(&real)),
        real: real.join(inside),
    };
    file.read()
}

/// Whether files can be below `path`, which the user knows as `shown`.
fn folder_or_nothing(path: &Path, shown: &Path) -> Result<(), (String, String)> {
    let is_other = match fs::metadata(path) {
        Ok(file) => !file.is_dir(),
        // A link that leads nowhere is there, too.
        Err(_) => path.is_symlink(),
    };
    if !is_other {
        return Ok(());
    }
    Err(no_folder(shown))
}

/// Why files cannot be below what the user knows as `shown`, and what to do about it.
fn no_folder(shown: &Path) -> (String, String) {
    let shown = shown.display();
    (
        format!("`{shown}` is not a folder"),
        format!("Move `{shown}` away"),
    )
}

/// `path` from the root and without links, as far as it is there.
#[must_use]
pub fn real_so_far(path: &Path) -> PathBuf {
    let path = Path::new(".").join(path);
    let path = path::absolute(&path).unwrap_or(path);
    let mut above = path.ancestors();
    let found = above.find_map(|above| Some((above, fs::canonicalize(above).ok()?)));
    found.map_or_else(
        || path.clone(),
        |(above, real)| match path.strip_prefix(above) {
            Ok(below) if !below.as_os_str().is_empty() => real.join(below),
            Ok(_) | Err(_) => real,
        },
    )
}
