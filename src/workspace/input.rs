//! A spec that a command is given, read with what it builds on.

mod unread;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use self::unread::unread;
use crate::{
    disk::{self, Folder, Identity, Project},
    source::{
        File, Source,
        base::{Found, Outside, Unread},
        path::tidy,
    },
    spec::read::allowing,
};

/// The name of a spec in its folder.
pub const NAME: &str = "tvgen.toml";

/// What the spec is called that is read from standard input.
pub const STANDARD_INPUT: &str = "standard input";

/// A spec, and the folder that its outputs are written below.
pub struct Input {
    /// The spec.
    pub source: Source,
    /// The folder that it lies in.
    pub folder: PathBuf,
    /// The service's repository, if it lies in one.
    pub repository: Option<Folder>,
    id: String,
    bases: BaseSpecs,
    project: Project,
}

impl Input {
    /// The spec as it would be if the user's own file had the text `text`.
    pub fn with_text(&self, text: &str) -> Source {
        let own = Found {
            file: File {
                name: self.source.own.name.clone(),
                text: text.to_owned(),
            },
            id: self.id.clone(),
        };
        self.bases.load(own, &self.project)
    }

    /// The file of the spec; none if it was read from standard input.
    pub fn path(&self) -> Option<&Path> {
        (!self.id.is_empty()).then(|| Path::new(&self.id))
    }
}

/// The base specs, each read once for all specs. A base spec is in the repository of the spec that extends it, or in an
/// allowed folder: a spec from a pull request could name any file on the machine, and messages quote what does not parse
/// as a spec is quoted.
#[derive(Clone)]
pub struct BaseSpecs {
    known: Arc<Mutex<Known>>,
    /// The allowed folders, with links resolved.
    allowed: Arc<[PathBuf]>,
}

/// What is known of the files that specs build on.
#[derive(Default)]
struct Known {
    read: HashMap<Identity, Arc<Base>>,
    /// Those that have another text than on disk, by their paths without links: writing them makes other files of them.
    put: HashMap<String, Arc<Base>>,
}

/// A file that specs build on.
struct Base {
    text: String,
    /// Its path without links.
    id: String,
}

impl BaseSpecs {
    /// Creates an empty set. Base specs in the folders `allowed` may be outside of the repository.
    pub fn new(allowed: &[PathBuf]) -> Self {
        Self {
            known: Arc::default(),
            allowed: allowed.iter().map(|folder| disk::real(folder)).collect(),
        }
    }

    /// Reads the spec in the file `path`, or on standard input if that is `-`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read_one(&self, path: &Path) -> Result<Input, String> {
        let is_input = path == Path::new("-");
        let folder = path.parent().filter(|_| !is_input);
        let folder = folder.map(Path::to_owned).unwrap_or_default();
        let project = Project::around(&folder);
        let (own, repository) = if is_input {
            let text = disk::read_input().map_err(|error| error.to_string())?;
            let name = STANDARD_INPUT.to_owned();
            let found = Found {
                file: File { name, text },
                id: String::new(),
            };
            (found, None)
        } else {
            if let Some(outside) = self.outside(path, &project) {
                let (path, flag) = (path.display(), allowing(&outside));
                return Err(format!(
                    "cannot read {path}: it is a link to a file outside of the repository\nTo read it anyway, pass `{flag}`"
                ));
            }
            let text = disk::read(path).map_err(|error| error.to_string())?;
            let repository = Folder::of_service(&folder);
            let checked = repository.as_ref().map_or(Ok(()), Folder::check);
            checked.map_err(|error| error.to_string())?;
            let found = Found {
                file: File {
                    name: path.display().to_string(),
                    text,
                },
                id: disk::real(path).display().to_string(),
            };
            (found, repository)
        };
        let id = own.id.clone();
        Ok(Input {
            source: self.load(own, &project),
            project,
            id,
            folder,
            repository,
            bases: self.clone(),
        })
    }

    /// From now on the file at `path` has the text `text` for all that build on it, whatever is on disk.
    pub fn put(&self, path: &Path, text: String) {
        let id = disk::real(path).display().to_string();
        let base = Arc::new(Base {
            text,
            id: id.clone(),
        });
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.put.insert(id, base);
    }

    /// The spec `text` that is to be in the file `path`, and is not written yet.
    pub fn unwritten(&self, path: &Path, text: &str) -> Input {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let own = Found {
            file: File {
                name: path.display().to_string(),
                text: text.to_owned(),
            },
            id: disk::real(path).display().to_string(),
        };
        let is_there = folder.as_os_str().is_empty() || disk::is_folder(&folder);
        let id = own.id.clone();
        let project = Project::around(&folder);
        // From a folder that is not there no way leads on; nor is it a link, so that the short way leads to the same file.
        let source = Source::load(own, |written| {
            let short = if is_there {
                written.to_owned()
            } else {
                tidy(written)
            };
            self.read(&short, &project)
        });
        Input {
            project,
            source,
            id,
            repository: Folder::of_service(&folder),
            folder,
            bases: self.clone(),
        }
    }

    /// Loads `own`, which is in `project`, with its base specs.
    fn load(&self, own: Found, project: &Project) -> Source {
        Source::load(own, |written| self.read(written, project))
    }

    /// The location of the file at `path`, if it is neither in `project` nor in an allowed folder.
    fn outside(&self, path: &Path, project: &Project) -> Option<Outside> {
        let real = disk::real_so_far(path);
        let allowed = self.allowed.iter().map(PathBuf::as_path);
        let mut allowed = allowed.chain([project.root()]);
        if allowed.any(|folder| real.starts_with(folder)) {
            return None;
        }
        let above = real.parent().unwrap_or(&real);
        let written = path.parent().unwrap_or(path).display().to_string();
        let written = Some(tidy(&written)).filter(|text| !text.is_empty());
        let written = written.unwrap_or_else(|| ".".to_owned());
        // If the file itself is a link, its real folder differs from the written one.
        let is_written = disk::real_so_far(Path::new(&written)) == above;
        Some(Outside {
            folder: if is_written {
                written
            } else {
                above.display().to_string()
            },
            in_git: project.is_repository(),
        })
    }

    /// Reads the base spec that another spec names.
    fn read(&self, written: &str, project: &Project) -> Result<Found, Unread> {
        let path = in_folder(Path::new(written));
        let is_git = |path: &Path| path.iter().any(|part| part == ".git");
        if is_git(&path) || is_git(&disk::real_so_far(&path)) {
            return Err(Unread {
                why: Some("it is inside `.git`".to_owned()),
                ..Unread::default()
            });
        }
        if let Some(outside) = self.outside(&path, project) {
            return Err(Unread {
                outside: Some(outside),
                ..Unread::default()
            });
        }
        if disk::is_special(&path) {
            return Err(Unread {
                why: Some("it is not a file of text".to_owned()),
                ..Unread::default()
            });
        }
        let identity = disk::identity(&path);
        let base = self
            .base(&path, identity.as_ref())
            .map_err(|error| unread(written, &path, &error))?;
        // Where a link is on the way, the short path may be that of another file.
        let long = path.display().to_string();
        let short = tidy(&long);
        let is_same = short == long || disk::identity(Path::new(&short)) == identity;
        Ok(Found {
            file: File {
                name: if is_same { short } else { long },
                text: base.text.clone(),
            },
            id: base.id.clone(),
        })
    }

    /// The file at `path`, which is the one that `identity` says.
    fn base(&self, path: &Path, identity: Option<&Identity>) -> Result<Arc<Base>, disk::Error> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.put.is_empty()
            && let Some(base) = known.put.get(&disk::real(path).display().to_string())
        {
            return Ok(Arc::clone(base));
        }
        if let Some(base) = identity.and_then(|identity| known.read.get(identity)) {
            return Ok(Arc::clone(base));
        }
        let base = Arc::new(Base {
            text: disk::read(path)?,
            id: disk::real(path).display().to_string(),
        });
        if let Some(identity) = identity {
            known.read.insert(identity.clone(), Arc::clone(&base));
        }
        Ok(base)
    }
}

/// Reads the spec `given`, a file or a folder that has a `tvgen.toml`, without any other. Its base specs may also be in the
/// folders `allowed`.
///
/// # Errors
/// If it cannot be read.
pub fn read_one(given: &Path, allowed: &[PathBuf]) -> Result<Input, String> {
    BaseSpecs::new(allowed).read_one(&in_folder(given))
}

/// The file itself that `given` stands for.
fn in_folder(given: &Path) -> PathBuf {
    if disk::is_folder(given) {
        given.join(NAME)
    } else {
        given.to_owned()
    }
}
