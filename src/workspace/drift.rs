//! The difference between a generated file and its spec, and what was done about it.

use std::ops::RangeInclusive;

use crate::drift::State;

/// A generated file on disk, compared with what its spec renders.
#[derive(Clone, Debug)]
pub struct FileDrift {
    /// The path of the file, relative to the current folder or absolute.
    pub path: String,
    /// The path of the spec, as the user wrote it.
    pub spec: String,
    /// The state of the file.
    pub state: State,
    /// The lines that differ, counted from 1.
    pub lines: Vec<RangeInclusive<usize>>,
    /// Whether the spec changed after the hand-edited file was rendered.
    pub is_behind: bool,
    /// The unified diff from the file to what the spec renders.
    pub diff: String,
    /// The action taken on the file; `None` if the command writes no files.
    pub action: Option<FileAction>,
    /// How to fix it; `None` if the file is up to date.
    pub help: Option<String>,
}

/// An action taken on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileAction {
    /// Nothing: the file is up to date.
    Unchanged,
    /// It was created.
    Wrote,
    /// It was overwritten.
    Replaced,
    /// It was removed.
    Removed,
    /// Nothing, though it differs.
    Skipped,
}

impl FileDrift {
    /// The file at `path` of the spec `spec`, in `state`; nothing has been done yet.
    pub fn new(path: String, spec: &str, state: State, diff: String) -> Self {
        Self {
            path,
            spec: spec.to_owned(),
            state,
            lines: Vec::new(),
            is_behind: false,
            diff,
            action: None,
            help: None,
        }
    }

    /// Sets what was done with the file.
    pub fn with_action(self, done: FileAction) -> Self {
        Self {
            action: Some(done),
            ..self
        }
    }
}

impl FileAction {
    /// The action of writing a file in `state`.
    pub fn for_write(state: State) -> Self {
        match state {
            State::UpToDate => Self::Unchanged,
            State::Missing => Self::Wrote,
            State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign
            | State::Orphaned => Self::Replaced,
        }
    }

    /// The action of writing a file in `state`, unless that would lose hand edits.
    pub fn for_safe_write(state: State) -> Self {
        if state.is_replaceable() {
            Self::for_write(state)
        } else {
            Self::Skipped
        }
    }

    /// The action of not writing a file in `state`.
    pub fn for_skip(state: State) -> Self {
        if state == State::UpToDate {
            Self::Unchanged
        } else {
            Self::Skipped
        }
    }
}
