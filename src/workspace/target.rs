//! An output, compared with its file on disk.

use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{FileDrift, owners::OutputOwner};
use crate::{
    artifact::Artifact,
    disk::{self, Content, Destination, Project},
    drift::{self, State},
    source::Source,
};

/// An output, compared with its file on disk.
pub struct Target {
    /// The output.
    pub artifact: Artifact,
    /// The path of the file.
    pub path: PathBuf,
    /// The destination, with links resolved.
    pub destination: Destination,
    /// The name of the spec that renders the output.
    pub spec: String,
    /// The content of the file, if it exists.
    pub disk: Option<Content>,
    /// The state of the file.
    pub state: State,
}

impl Target {
    /// The drift of the file, without an action.
    pub fn drift(&self) -> FileDrift {
        let disk = self.disk.as_deref();
        let path = self.path.display().to_string();
        if !self.differs() {
            return FileDrift::new(path, &self.spec, self.state, String::new());
        }
        let diff = drift::diff(&self.artifact, disk);
        FileDrift {
            lines: drift::changed_lines(&self.artifact, disk.unwrap_or_default()),
            is_behind: self.is_behind(),
            ..FileDrift::new(path, &self.spec, self.state, diff)
        }
    }

    /// Whether the file is not up to date.
    pub fn differs(&self) -> bool {
        self.state != State::UpToDate
    }

    /// The destination and the text to write.
    pub fn file(&self) -> (Destination, String) {
        (self.destination.clone(), self.artifact.text.clone())
    }

    /// The destination and the owner of the file.
    pub fn owner(&self) -> (Destination, OutputOwner) {
        let owner = OutputOwner {
            path: self.path.clone(),
            spec: self.spec.clone(),
        };
        (self.destination.clone(), owner)
    }

    /// Whether hand edits are the only difference between the file and the output, and the file is valid UTF-8 and short enough
    /// to compare.
    pub fn is_absorbable(&self) -> bool {
        let is_readable = |disk: &Content| disk.is_utf8() && drift::is_comparable(disk);
        self.state == State::Edited
            && !self.is_behind()
            && self.disk.as_ref().is_none_or(is_readable)
    }

    /// Compares the file with the artifact of the same name in `artifacts`, if there is one.
    pub fn with_artifact_from(mut self, artifacts: &[Artifact]) -> Self {
        let mut named = artifacts
            .iter()
            .filter(|artifact| artifact.name == self.artifact.name);
        if let Some(artifact) = named.next() {
            self.artifact = artifact.clone();
            self.state = state(artifact, self.disk.as_ref());
        }
        self
    }

    /// Compares the output with the content `text`.
    pub fn with_disk(mut self, text: String) -> Self {
        self.disk = Some(text.into());
        self.state = state(&self.artifact, self.disk.as_ref());
        self
    }

    /// Whether the spec changed after the hand-edited file was rendered.
    pub fn is_behind(&self) -> bool {
        let disk = self.disk.as_deref().unwrap_or_default();
        self.state == State::Edited && !drift::is_edited_from(&self.artifact, disk)
    }
}

/// The state of `disk`, the file at the artifact's path. Invalid UTF-8 always counts as an edit.
fn state(artifact: &Artifact, disk: Option<&Content>) -> State {
    let state = drift::classify(artifact, disk.map(|disk| &**disk));
    let seems_unedited = matches!(state, State::UpToDate | State::Stale | State::OtherVersion);
    if seems_unedited && disk.is_some_and(|disk| !disk.is_utf8()) {
        State::Edited
    } else {
        state
    }
}

/// Writes `files`, and removes temporary files that a killed run left next to them.
///
/// # Errors
/// If one of them cannot be written.
pub fn write_files(files: &[(Destination, String)]) -> Result<(), String> {
    disk::remove_leftovers(files.iter().map(|(destination, _)| destination));
    disk::write(files).map_err(|error| error.to_string())
}

/// The files of a spec's outputs, each read once.
pub struct OutputFiles {
    folder: PathBuf,
    project: Project,
    seen: RefCell<HashMap<String, Rc<ReadFile>>>,
}

/// The destination and the content of a file, or why it cannot be an output.
type ReadFile = Result<(Destination, Option<Content>), String>;

impl OutputFiles {
    /// The files of the outputs of a spec in `folder`.
    pub fn below(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            project: Project::around(folder),
            seen: RefCell::default(),
        }
    }

    /// Whether the file at `path` has the text `text`, regardless of line endings.
    pub fn is_up_to_date(&self, path: &str, text: &str) -> bool {
        match self.read_once(path).as_ref() {
            Ok((_, Some(disk))) => disk.is_utf8() && drift::is_same_text(text, disk),
            Ok((_, None)) | Err(_) => false,
        }
    }

    /// Compares each of `artifacts`, which `source` renders, with its file. Returns an error for each file that cannot be an
    /// output.
    pub fn targets(&self, source: &Source, artifacts: Vec<Artifact>) -> (Vec<Target>, Vec<String>) {
        let (mut targets, mut errors) = (Vec::new(), Vec::new());
        for artifact in artifacts {
            match self.read_once(&artifact.path).as_ref() {
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

    fn read_once(&self, path: &str) -> Rc<ReadFile> {
        let mut seen = self.seen.borrow_mut();
        let read = || {
            let destination = self.project.destination(path);
            let content = destination.and_then(|there| Ok((there.clone(), there.read()?)));
            Rc::new(content.map_err(|error| error.to_string()))
        };
        seen.entry(path.to_owned()).or_insert_with(read).clone()
    }
}
