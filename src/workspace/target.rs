//! An output and the file that it belongs into.

use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{Drift, owners::OutputOwner};
use crate::{
    artifact::Artifact,
    disk::{self, Content, Destination, Project},
    drift::{self, State},
    source::Source,
};

/// An output and the file that it belongs into.
pub struct Target {
    /// The output.
    pub artifact: Artifact,
    /// The file.
    pub path: PathBuf,
    /// Where that is, links followed.
    pub destination: Destination,
    /// The name of the spec that renders the output.
    pub spec: String,
    /// What stands in the file, if there is one.
    pub disk: Option<Content>,
    /// How the two differ.
    pub state: State,
}

impl Target {
    /// How the file differs; nothing was done about it yet.
    pub fn drift(&self) -> Drift {
        let disk = self.disk.as_deref();
        let path = self.path.display().to_string();
        if !self.differs() {
            return Drift::new(path, &self.spec, self.state, String::new());
        }
        let diff = drift::diff(&self.artifact, disk);
        Drift {
            lines: drift::changed(&self.artifact, disk.unwrap_or_default()),
            is_behind: self.is_behind(),
            ..Drift::new(path, &self.spec, self.state, diff)
        }
    }

    /// Whether the file is not what the spec renders.
    pub fn differs(&self) -> bool {
        self.state != State::Same
    }

    /// The file to write: where it is, and its text.
    pub fn file(&self) -> (Destination, String) {
        (self.destination.clone(), self.artifact.text.clone())
    }

    /// Who the file belongs to.
    pub fn owner(&self) -> (Destination, OutputOwner) {
        let owner = OutputOwner {
            path: self.path.clone(),
            spec: self.spec.clone(),
        };
        (self.destination.clone(), owner)
    }

    /// Whether the file differs from what the spec renders by what was edited in it, and by nothing else.
    pub fn is_edited_from_spec(&self) -> bool {
        let is_readable = |disk: &Content| disk.is_utf8() && drift::is_comparable(disk);
        self.state == State::Edited
            && !self.is_behind()
            && self.disk.as_ref().is_none_or(is_readable)
    }

    /// The same file beside the output of `artifacts` that is called so; beside its own if there is none.
    pub fn rendered_as(mut self, artifacts: &[Artifact]) -> Self {
        let mut named = artifacts
            .iter()
            .filter(|artifact| artifact.name == self.artifact.name);
        if let Some(artifact) = named.next() {
            self.artifact = artifact.clone();
            self.state = state(artifact, self.disk.as_ref());
        }
        self
    }

    /// The same with `text` in the file.
    pub fn with_disk(mut self, text: String) -> Self {
        self.disk = Some(text.into());
        self.state = state(&self.artifact, self.disk.as_ref());
        self
    }

    /// Whether the spec changed after the file was rendered that was then edited.
    pub fn is_behind(&self) -> bool {
        let disk = self.disk.as_deref().unwrap_or_default();
        self.state == State::Edited && !drift::is_base(&self.artifact, disk)
    }
}

/// The state of `disk`, the file at the artifact's path. Invalid UTF-8 always counts as an edit.
fn state(artifact: &Artifact, disk: Option<&Content>) -> State {
    let state = drift::state(artifact, disk.map(|disk| &**disk));
    let seems_unedited = matches!(state, State::Same | State::Stale | State::OtherVersion);
    if seems_unedited && disk.is_some_and(|disk| !disk.is_utf8()) {
        State::Edited
    } else {
        state
    }
}

/// Writes `files`, all or none, and clears what an earlier run left unfinished next to them.
///
/// # Errors
/// If one of them cannot be written.
pub fn write(files: &[(Destination, String)]) -> Result<(), String> {
    disk::clear(files.iter().map(|(destination, _)| destination));
    disk::write(files).map_err(|error| error.to_string())
}

/// The files that a spec's outputs belong into, each looked at once.
pub struct Files {
    folder: PathBuf,
    project: Project,
    seen: RefCell<HashMap<String, Rc<Seen>>>,
}

/// Where an output belongs, links followed, and what stands there; or why there can be nothing.
type Seen = Result<(Destination, Option<Content>), String>;

impl Files {
    /// The files below `folder`.
    pub fn below(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            project: Project::around(folder),
            seen: RefCell::default(),
        }
    }

    /// Whether the file at `path` has the text `text`, line ends aside.
    pub fn has(&self, path: &str, text: &str) -> bool {
        match self.look(path).as_ref() {
            Ok((_, Some(disk))) => disk.is_utf8() && drift::is_same(text, disk),
            Ok((_, None)) | Err(_) => false,
        }
    }

    /// The file of each of `artifacts`, which `source` renders; and what is wrong with those that cannot be read, or could not
    /// be written.
    pub fn targets(&self, source: &Source, artifacts: Vec<Artifact>) -> (Vec<Target>, Vec<String>) {
        let (mut targets, mut errors) = (Vec::new(), Vec::new());
        for artifact in artifacts {
            match self.look(&artifact.path).as_ref() {
                Ok((destination, disk)) => targets.push(Target {
                    path: self.folder.join(&artifact.path),
                    destination: destination.clone(),
                    spec: source.own.name.clone(),
                    state: state(&artifact, disk.as_ref()),
                    disk: disk.clone(),
                    artifact,
                }),
                Err(error) => errors.push(error.clone()),
            }
        }
        (targets, errors)
    }

    fn look(&self, path: &str) -> Rc<Seen> {
        let mut seen = self.seen.borrow_mut();
        let look = || {
            let destination = self.project.destination(path);
            let looked = destination.and_then(|there| Ok((there.clone(), there.read()?)));
            Rc::new(looked.map_err(|error| error.to_string()))
        };
        seen.entry(path.to_owned()).or_insert_with(look).clone()
    }
}
