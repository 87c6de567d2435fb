//! Where a new spec goes.

use std::path::{Path, PathBuf};

use super::NAME;
use crate::{
    disk::{self, Folder, Project},
    onboard::facts::Facts,
};

/// Where a new spec goes, and what lies there.
pub struct NewService {
    /// The folder, which need not be there yet.
    pub folder: PathBuf,
    /// The service's repository, if it is there already.
    repository: Option<Folder>,
    /// The folder from which the repository of git is looked for.
    git: Folder,
}

impl NewService {
    /// The folder `out`; if none is given, this one if a service lies in it, or else the folder `name`.
    pub fn new(out: Option<&Path>, name: Option<&str>) -> Self {
        let here = Path::new("");
        let folder = match (out, name) {
            (Some(out), _) => out,
            (None, Some(name)) if Folder::of_service(here).is_none() => Path::new(name),
            (None, _) => here,
        };
        let is_there = folder.as_os_str().is_empty() || disk::is_folder(folder);
        let above = folder.ancestors().find(|above| disk::is_folder(above));
        Self {
            folder: folder.to_owned(),
            repository: is_there.then(|| Folder::at(folder)),
            git: Folder::at(above.unwrap_or(here)),
        }
    }

    /// The file of the spec.
    pub fn spec(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Whether there is no spec yet.
    ///
    /// # Errors
    /// If there is one: what to do.
    pub fn is_free(&self) -> Result<(), String> {
        let spec = self.spec();
        if disk::is_there(&spec) {
            let spec = spec.display();
            return Err(format!(
                "{spec} is there already, and tvgen new writes over no file\n\
                 `tvgen check` tells whether its files are as it says; to begin anew, move it away, or name another folder \
                 with --out"
            ));
        }
        Project::around(&self.folder)
            .destination(NAME)
            .map(|_| ())
            .map_err(|error| error.to_string())
    }

    /// What lies there, for the defaults of questions.
    pub fn facts(&self, today: jiff::civil::Date) -> Facts<'_> {
        Facts {
            repository: self.repository.as_ref().map(|folder| folder as _),
            git: Some(&self.git),
            today,
        }
    }
}
