//! Plans which files are copied before an installation, each to its own folder.

use super::parse::parse_path;
use crate::{
    lang::shell::Path,
    place,
    place::{Place, Placed},
    repository::{
        gemfile, gemfile_lock,
        install::{InstallFiles, bundler, javascript},
        wildcard,
    },
    source::{
        Repository,
        path::{folder, normalize},
    },
    spec::{Spec, javascript::Manager, stages::Stage},
};

/// A file or folder that is copied before an installation.
#[derive(Clone, Debug)]
pub struct InstallPath {
    /// The path in the build context.
    pub path: Placed<Path>,
    /// Whether it is a folder.
    pub is_folder: bool,
}

impl InstallPath {
    fn new(path: &str, is_folder: bool, place: &Place) -> Self {
        Self {
            path: Placed::new(parse_path(path), place.clone()),
            is_folder,
        }
    }

    /// Whether a copy of it includes `path`.
    fn includes(&self, path: &str) -> bool {
        let own = self.path.value.as_str();
        own == path || self.is_folder && path.starts_with(own) && path[own.len()..].starts_with('/')
    }
}

/// The files to copy before gems are installed by the builder stage `table` at `place`.
pub(super) fn plan_gemfiles(
    table: &Stage,
    place: &Place,
    repository: Option<&dyn Repository>,
) -> Vec<InstallPath> {
    let files = [gemfile::FILE, gemfile_lock::FILE];
    let mut paths: Vec<InstallPath> = files
        .map(|file| InstallPath::new(file, false, place))
        .to_vec();
    let key = place.key("extra_files");
    paths.extend(listed_paths(&table.extra_files, &key, repository));
    if let Some(repository) = repository {
        add_found(&mut paths, &bundler::find_files(repository), place);
    }
    paths
}

/// The files to copy before `manager` installs JavaScript packages.
pub(super) fn plan_manifests(
    spec: &Spec,
    manager: Manager,
    repository: Option<&dyn Repository>,
) -> Vec<InstallPath> {
    let place = place!("javascript");
    let key = place.key("files");
    let found = repository.map(|repository| {
        let folder = spec.javascript.folder();
        javascript::find_files(repository, manager.catalogue_entry(), &folder)
    });
    let found = found.unwrap_or_default();
    let mut paths = match &spec.javascript.files {
        Some(files) => listed_paths(files, &key, repository),
        None if found.files.is_empty() => {
            let defaults = default_files(manager).into_iter();
            defaults
                .map(|file| InstallPath::new(&file, false, &key))
                .collect()
        }
        None => Vec::new(),
    };
    add_found(&mut paths, &found, &key);
    paths
}

/// The files that `manager` usually installs packages from.
fn default_files(manager: Manager) -> Vec<String> {
    let lockfile = manager.catalogue_entry().lockfiles.iter().take(1);
    let settings = match manager {
        Manager::YarnBerry => Some(".yarnrc.yml".to_owned()),
        Manager::Yarn | Manager::Npm | Manager::Pnpm => None,
    };
    std::iter::once("package.json".to_owned())
        .chain(lockfile.cloned())
        .chain(settings)
        .collect()
}

/// The files of the list at `place`, as they are in `repository`.
fn listed_paths(
    list: &[String],
    place: &Place,
    repository: Option<&dyn Repository>,
) -> Vec<InstallPath> {
    let items = place.clone().items(list);
    items
        .flat_map(|(place, written)| {
            let path = normalize(written.trim_start_matches('/'));
            let Some(repository) = repository.filter(|_| !path.is_empty()) else {
                return vec![InstallPath::new(
                    if path.is_empty() { "." } else { &path },
                    path.is_empty(),
                    &place,
                )];
            };
            let found = if path.contains(['*', '?']) {
                wildcard::expand(repository, &path)
            } else {
                Vec::new()
            };
            // One `COPY` with a wildcard writes into one folder.
            let is_flat = found.iter().all(|file| {
                folder(file) == folder(&path) && !wildcard::is_folder(repository, file)
            });
            let paths = if is_flat { vec![path] } else { found };
            let paths = paths.into_iter().filter(|path| Path::parse(path).is_some());
            paths
                .map(|path| InstallPath::new(&path, wildcard::is_folder(repository, &path), &place))
                .collect()
        })
        .collect()
}

/// Adds the files that tvgen found in the repository to `paths`, on behalf of the key at `place`.
fn add_found(paths: &mut Vec<InstallPath>, found: &InstallFiles, place: &Place) {
    for file in &found.files {
        let is_listed = paths.iter().any(|path| path.includes(&file.path));
        // `uncopied-gem-file` and `uncopied-package-file` report paths that cannot be written.
        if !is_listed && Path::parse(&file.path).is_some() {
            paths.push(InstallPath::new(&file.path, file.is_folder, place));
        }
    }
}
