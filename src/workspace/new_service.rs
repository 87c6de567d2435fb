//! The folder of a new service.

use std::path::{Path, PathBuf};

use super::SPEC_FILE;
use crate::{
    disk::{self, Project, RepositoryFolder},
    onboard::facts::Facts,
};

/// The folder of a new service.
pub struct NewService {
    /// The folder, which need not exist.
    pub folder: PathBuf,
    /// The service's files, if the folder exists.
    repository: Option<RepositoryFolder>,
    /// The nearest existing folder, from which the git repository is found.
    git: RepositoryFolder,
}

impl NewService {
    /// Chooses the folder `out` or, if it is not set, the current folder if it has a service, or else the folder `name`.
    pub fn new(out: Option<&Path>, name: Option<&str>) -> Self {
        let here = Path::new("");
        let folder = match (out, name) {
            (Some(out), _) => out,
            (None, Some(name)) if RepositoryFolder::detect(here).is_none() => Path::new(name),
            (None, _) => here,
        };
        let is_there = folder.as_os_str().is_empty() || disk::is_folder(folder);
        let above = folder.ancestors().find(|above| disk::is_folder(above));
        Self {
            folder: folder.to_owned(),
            repository: is_there.then(|| RepositoryFolder::new(folder)),
            git: RepositoryFolder::new(above.unwrap_or(here)),
        }
    }

    /// The path of the spec.
    pub fn spec_path(&self) -> PathBuf {
        self.folder.join(SPEC_FILE)
    }

    /// Checks that there is no spec yet.
    ///
    /// # Errors
    /// If there is one, or it cannot be written there.
    pub fn check_free(&self) -> Result<(), String> {
        let spec = self.spec_path();
        if disk::exists(&spec) {
            let spec = spec.display();
            return Err(format!(
                "{spec} already exists, and `tvgen new` does not overwrite files\n\
                 help: to check its files, run `tvgen check`; to start over, move it away or choose another folder with \
                 `--out`"
            ));
        }
        Project::around(&self.folder)
            .destination(SPEC_FILE)
            .map(|_| ())
            .map_err(|error| error.to_string())
    }

    /// The facts for the defaults of questions.
    pub fn facts(&self, today: jiff::civil::Date) -> Facts<'_> {
        Facts {
            repository: self.repository.as_ref().map(|folder| folder as _),
            git: Some(&self.git),
            today,
        }
    }
}
