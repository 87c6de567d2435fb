//! Loads a spec with its base specs.

mod extends_error;
mod missing_spec;
mod output;

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use self::{extends_error::extends_error, missing_spec::with_help, output::reject_output};
use crate::{
    disk::{self, Identity, Project, RepositoryFolder},
    source::{
        File, Source,
        base::{ExtendsError, LoadedFile, OutsideBase},
        path::normalize,
    },
    spec::read::allow_base_dir_option,
};

/// The name of a spec in its folder.
pub const SPEC_FILE: &str = "tvgen.toml";
/// The name of the spec that is read from standard input.
pub const STANDARD_INPUT: &str = "standard input";

/// A loaded spec, with its folder and repository.
pub struct LoadedSpec {
    /// The spec.
    pub source: Source,
    /// The folder of the spec.
    pub folder: PathBuf,
    /// The service's files, if the folder has a service.
    pub repository: Option<RepositoryFolder>,
    id: String,
    bases: BaseSpecs,
    project: Project,
}

impl LoadedSpec {
    /// The spec with the text `text` in place of its own file.
    pub fn with_text(&self, text: &str) -> Source {
        let own = LoadedFile {
            file: File {
                name: self.source.own.name.clone(),
                text: text.to_owned(),
            },
            id: self.id.clone(),
        };
        self.bases.load(own, &self.project)
    }

    /// The path of the spec; `None` for standard input.
    pub fn path(&self) -> Option<&Path> {
        (!self.id.is_empty()).then(|| Path::new(&self.id))
    }
}

/// The base specs, each read once for all specs. A base spec must be in the repository of the spec that extends it, or in
/// an allowed folder. Otherwise a spec from a pull request could name any file on the machine, and syntax errors would quote
/// it.
#[derive(Clone)]
pub struct BaseSpecs {
    cache: Arc<Mutex<BaseCache>>,
    /// The allowed folders, with links resolved.
    allowed: Arc<[PathBuf]>,
}

/// The base specs read so far.
#[derive(Default)]
struct BaseCache {
    by_identity: HashMap<Identity, Arc<BaseFile>>,
    /// Base specs with replaced text, by their paths without links: writing a file can change its identity.
    replaced: HashMap<String, Arc<BaseFile>>,
}

/// A base spec.
struct BaseFile {
    text: String,
    /// Its path without links.
    id: String,
}

impl BaseSpecs {
    /// Creates an empty cache. The folders `allowed` may have base specs outside of the repository.
    pub fn new(allowed: &[PathBuf]) -> Self {
        Self {
            cache: Arc::default(),
            allowed: allowed
                .iter()
                .map(|folder| disk::canonicalize(folder))
                .collect(),
        }
    }

    /// Reads the spec at `path`, or on standard input if `path` is `-`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load_spec(&self, path: &Path) -> Result<LoadedSpec, String> {
        let is_stdin = path == Path::new("-");
        let folder = path.parent().filter(|_| !is_stdin);
        let folder = folder.map(Path::to_owned).unwrap_or_default();
        let project = Project::around(&folder);
        let (own, repository) = if is_stdin {
            let text = disk::read_stdin().map_err(|error| error.to_string())?;
            let name = STANDARD_INPUT.to_owned();
            let found = LoadedFile {
                file: File { name, text },
                id: String::new(),
            };
            (found, None)
        } else {
            if let Some(outside) = self.outside(path, &project) {
                let (path, flag) = (path.display(), allow_base_dir_option(&outside));
                return Err(format!(
                    "cannot read {path}: it is a link to a file outside of the repository\nhelp: to read it anyway, pass `{flag}`"
                ));
            }
            let text = disk::read_spec(path).map_err(|error| with_help(&error, path))?;
            reject_output(path, &text)?;
            let repository = RepositoryFolder::detect(&folder);
            let checked = repository.as_ref().map_or(Ok(()), RepositoryFolder::check);
            checked.map_err(|error| error.to_string())?;
            let found = LoadedFile {
                file: File {
                    name: path.display().to_string(),
                    text,
                },
                id: disk::canonicalize(path).display().to_string(),
            };
            (found, repository)
        };
        let id = own.id.clone();
        Ok(LoadedSpec {
            source: self.load(own, &project),
            project,
            id,
            folder,
            repository,
            bases: self.clone(),
        })
    }

    /// Replaces the text of the base spec at `path` with `text`, without writing it.
    pub fn replace(&self, path: &Path, text: String) {
        let id = disk::canonicalize(path).display().to_string();
        let base = Arc::new(BaseFile {
            text,
            id: id.clone(),
        });
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.replaced.insert(id, base);
    }

    /// Loads the spec `text` as if it were in the file `path`.
    pub fn load_unsaved(&self, path: &Path, text: &str) -> LoadedSpec {
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let own = LoadedFile {
            file: File {
                name: path.display().to_string(),
                text: text.to_owned(),
            },
            id: disk::canonicalize(path).display().to_string(),
        };
        let is_there = folder.as_os_str().is_empty() || disk::is_folder(&folder);
        let id = own.id.clone();
        let project = Project::around(&folder);
        // A `..` in a missing folder cannot be resolved on disk. No link is involved, so it can be removed from the path.
        let source = Source::load(own, |written| {
            let short = if is_there {
                written.to_owned()
            } else {
                normalize(written)
            };
            self.read(&short, &project)
        });
        LoadedSpec {
            project,
            source,
            id,
            repository: RepositoryFolder::detect(&folder),
            folder,
            bases: self.clone(),
        }
    }

    /// Loads `own`, which is in `project`, with its base specs.
    fn load(&self, own: LoadedFile, project: &Project) -> Source {
        Source::load(own, |written| self.read(written, project))
    }

    /// The location of the file at `path`, unless it is in `project` or in an allowed folder.
    fn outside(&self, path: &Path, project: &Project) -> Option<OutsideBase> {
        let real = disk::canonicalize_existing(path);
        let allowed = self.allowed.iter().map(PathBuf::as_path);
        let mut allowed = allowed.chain([project.root()]);
        if allowed.any(|folder| real.starts_with(folder)) {
            return None;
        }
        let above = real.parent().unwrap_or(&real);
        let written = path.parent().unwrap_or(path).display().to_string();
        let written = Some(normalize(&written)).filter(|text| !text.is_empty());
        let written = written.unwrap_or_else(|| ".".to_owned());
        // If the file is a link, its real folder differs from the written one.
        let is_written = disk::canonicalize_existing(Path::new(&written)) == above;
        Some(OutsideBase {
            folder: if is_written {
                written
            } else {
                above.display().to_string()
            },
            in_git: project.is_repository(),
        })
    }

    /// Reads the base spec that another spec names.
    fn read(&self, written: &str, project: &Project) -> Result<LoadedFile, ExtendsError> {
        let path = spec_in(Path::new(written));
        let is_git = |path: &Path| path.iter().any(|part| part == ".git");
        if is_git(&path) || is_git(&disk::canonicalize_existing(&path)) {
            return Err(ExtendsError {
                reason: Some("it is inside `.git`".to_owned()),
                ..ExtendsError::default()
            });
        }
        if let Some(outside) = self.outside(&path, project) {
            return Err(ExtendsError {
                outside: Some(outside),
                ..ExtendsError::default()
            });
        }
        if disk::is_special(&path) {
            return Err(ExtendsError {
                reason: Some("it is not a text file".to_owned()),
                ..ExtendsError::default()
            });
        }
        let identity = disk::identify(&path);
        let base = self
            .base(&path, identity.as_ref())
            .map_err(|error| extends_error(written, &path, &error))?;
        // If the path has a link, the path without `..` may name another file.
        let long = path.display().to_string();
        let short = normalize(&long);
        let is_same = short == long || disk::identify(Path::new(&short)) == identity;
        Ok(LoadedFile {
            file: File {
                name: if is_same { short } else { long },
                text: base.text.clone(),
            },
            id: base.id.clone(),
        })
    }

    /// The base spec at `path`, read once for each `identity`.
    fn base(&self, path: &Path, identity: Option<&Identity>) -> Result<Arc<BaseFile>, disk::Error> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if !cache.replaced.is_empty()
            && let Some(base) = cache
                .replaced
                .get(&disk::canonicalize(path).display().to_string())
        {
            return Ok(Arc::clone(base));
        }
        if let Some(base) = identity.and_then(|identity| cache.by_identity.get(identity)) {
            return Ok(Arc::clone(base));
        }
        let base = Arc::new(BaseFile {
            text: disk::read_spec(path)?,
            id: disk::canonicalize(path).display().to_string(),
        });
        if let Some(identity) = identity {
            cache
                .by_identity
                .insert(identity.clone(), Arc::clone(&base));
        }
        Ok(base)
    }
}

/// Loads a single spec: `given` is a file, or a folder with a `tvgen.toml`. Its base specs may also be in the folders
/// `allowed`.
///
/// # Errors
/// If it cannot be read.
pub fn load_spec(given: &Path, allowed: &[PathBuf]) -> Result<LoadedSpec, String> {
    BaseSpecs::new(allowed).load_spec(&spec_in(given))
}

/// The file that `given` names: the file itself or, if it is a folder, the `tvgen.toml` in it.
fn spec_in(given: &Path) -> PathBuf {
    if disk::is_folder(given) {
        given.join(SPEC_FILE)
    } else {
        given.to_owned()
    }
}
