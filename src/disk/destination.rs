//! Resolves the path of an output: links are followed, but never out of the project.

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
    error::io_error,
    exists,
    read::{SPECIAL, read_file},
};

/// A folder of outputs, and the project that it is in.
#[derive(Debug)]
pub struct Project {
    folder: PathBuf,
    real: PathBuf,
    root: PathBuf,
    anchor: Arc<Anchor>,
}

/// The file of an output. Two destinations are equal if they are the same file, even through different paths.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The path as shown to the user.
    pub(super) shown: PathBuf,
    /// The absolute path without links.
    real: PathBuf,
    /// The folder from which it is opened.
    anchor: Arc<Anchor>,
}

impl Project {
    /// The project of `folder`: the nearest git repository around it, otherwise `folder` itself. The folder need not
    /// exist.
    #[must_use]
    pub fn around(folder: &Path) -> Self {
        let real = canonicalize_existing(folder);
        let root = real.ancestors().find(|above| exists(&above.join(".git")));
        let root = root.unwrap_or(&real).to_owned();
        Self {
            folder: folder.to_owned(),
            anchor: Arc::new(Anchor::nearest(&root)),
            root,
            real,
        }
    }

    /// The top folder, with links resolved.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the project is a git repository.
    #[must_use]
    pub fn is_repository(&self) -> bool {
        exists(&self.root.join(".git"))
    }

    /// The destination of the output `path` in the folder.
    ///
    /// # Errors
    /// If the path leads to a folder, a pipe or a device, or into `.git`; or if a link on the path is dangling or
    /// leads out of the project.
    pub fn destination(&self, path: &str) -> Result<Destination, Error> {
        let shown = self.folder.join(path);
        let real = self.follow(path).map_err(|(why, remedy)| {
            let what = format!("{} cannot be an output", shown.display());
            let help = format!("{remedy}, or set another path in `[outputs]`");
            Error::new(what, why).with_help(help)
        })?;
        if self.is_inside_git(&real) {
            let what = format!("{} cannot be an output", shown.display());
            let why = format!("it resolves to `{}`, inside `.git`", real.display());
            let help = "write outputs outside `.git`".to_owned();
            return Err(Error::new(what, why).with_help(help));
        }
        let anchor = Arc::clone(&self.anchor);
        Ok(Destination {
            shown,
            real,
            anchor,
        })
    }

    /// Whether `real`, a path of the project without links, is one of git's own files, which can make git run programs.
    fn is_inside_git(&self, real: &Path) -> bool {
        let inside = real.strip_prefix(&self.root).unwrap_or(real);
        inside
            .iter()
            .any(|part| part.eq_ignore_ascii_case(OsStr::new(".git")))
    }

    /// Resolves the links in `path`, the path of an output. Each component is read once. The error is the reason why
    /// the path cannot be an output, and the remedy.
    fn follow(&self, path: &str) -> Result<PathBuf, (String, String)> {
        let mut shown = self.folder.clone();
        let mut real = self.real.clone();
        check_folder(&real, &shown)?;
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
                return Err(not_a_folder(&shown));
            }
            if is_last && !file.is_file() {
                let why = if file.is_dir() {
                    "it is a folder"
                } else {
                    SPECIAL
                };
                return Err((why.to_owned(), "move it away".to_owned()));
            }
        }
        Ok(real)
    }

    /// The target of `path` if `path` is a link, otherwise `path`. Messages name it `shown`.
    fn without_link(&self, path: PathBuf, shown: &Path) -> Result<PathBuf, (String, String)> {
        let Ok(target) = fs::read_link(&path) else {
            return Ok(path);
        };
        let (shown, target) = (shown.display(), target.display());
        let why = match fs::canonicalize(&path) {
            Ok(real) if real.starts_with(&self.root) => return Ok(real),
            Ok(real) => format!(
                "the link `{shown}` points to `{}`, outside of the project `{}`",
                real.display(),
                self.root.display()
            ),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                format!("the link `{shown}` points to `{target}`, which does not exist")
            }
            Err(cause) => format!("cannot resolve the link `{shown}` to `{target}`: {cause}"),
        };
        Err((why, "remove the link".to_owned()))
    }
}

impl Destination {
    /// The file at `path`, which the user named, so that links may point anywhere.
    #[must_use]
    pub fn from_user_path(path: &Path) -> Self {
        let real = canonicalize_existing(path);
        let anchor = Anchor::nearest(real.parent().unwrap_or(&real));
        Self {
            shown: path.to_owned(),
            real,
            anchor: Arc::new(anchor),
        }
    }

    /// The content of the file, if it exists.
    ///
    /// # Errors
    /// If it exists but cannot be read.
    pub fn read(&self) -> Result<Option<Content>, Error> {
        let folder = self.anchor.open_folder(self.folder());
        let file = folder.and_then(|folder| folder.open_file(self.name()));
        match file.and_then(read_file) {
            Ok(bytes) => Ok(Some(Content::decode(bytes))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(io_error("read", &self.shown)(cause)),
        }
    }

    /// The folder of the file.
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
/// If it exists but cannot be read.
pub fn read_below(top: &Path, path: &Path) -> Result<Option<Content>, Error> {
    let real = canonicalize_existing(top);
    let inside = path.strip_prefix(top).unwrap_or(path);
    let file = Destination {
        shown: path.to_owned(),
        anchor: Arc::new(Anchor::nearest(&real)),
        real: real.join(inside),
    };
    file.read()
}

/// Checks that `path`, shown as `shown`, is a folder or does not exist.
fn check_folder(path: &Path, shown: &Path) -> Result<(), (String, String)> {
    let is_other = match fs::metadata(path) {
        Ok(file) => !file.is_dir(),
        // A dangling link exists, but is not a folder.
        Err(_) => path.is_symlink(),
    };
    if !is_other {
        return Ok(());
    }
    Err(not_a_folder(shown))
}

/// The reason why `shown` cannot have files below it, and the remedy.
fn not_a_folder(shown: &Path) -> (String, String) {
    let shown = shown.display();
    (
        format!("`{shown}` is not a folder"),
        format!("move `{shown}` away"),
    )
}

/// The absolute path, without links in the part that exists.
#[must_use]
pub fn canonicalize_existing(path: &Path) -> PathBuf {
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
