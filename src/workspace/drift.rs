//! A generated file as it is on disk, and what was done with it.

use std::ops::RangeInclusive;

use crate::drift::State;

/// A file that a spec renders, as it was found on disk.
#[derive(Clone, Debug)]
pub struct Drift {
    /// The file: its path from where tvgen runs, or from the root of the file system.
    pub path: String,
    /// The spec, as the user named it.
    pub spec: String,
    /// How the file differs.
    pub state: State,
    /// The lines that differ, from 1.
    pub lines: Vec<RangeInclusive<usize>>,
    /// Whether the spec changed, too, since the file was rendered that was then edited by hand.
    pub is_behind: bool,
    /// What rendering changes in the file, as a unified diff.
    pub diff: String,
    /// What was done with the file; `None` if there was nothing to do.
    pub done: Option<Done>,
    /// What the user is to do about it; `None` if the file is up to date.
    pub help: Option<String>,
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing: the file is up to date.
    Unchanged,
    /// It was created.
    Wrote,
    /// It was overwritten.
    Replaced,
    /// It was removed.
    Removed,
    /// Nothing, though it differs.
    Left,
}

impl Drift {
    /// The file at `path` of the spec `spec`, in `state`; nothing was done with it yet.
    pub fn new(path: String, spec: &str, state: State, diff: String) -> Self {
        Self {
            path,
            spec: spec.to_owned(),
            state,
            lines: Vec::new(),
            is_behind: false,
            diff,
            done: None,
            help: None,
        }
    }

    /// The same, with what was done with the file.
    pub fn with_done(self, done: Done) -> Self {
        Self {
            done: Some(done),
            ..self
        }
    }
}

impl Done {
    /// What writing the rendered text does with a file in `state`.
    pub fn writing(state: State) -> Self {
        match state {
            State::Same => Self::Unchanged,
            State::Missing => Self::Wrote,
            State::Stale
            | State::OtherVersion
            | State::Edited
            | State::Foreign
            | State::Orphaned => Self::Replaced,
        }
    }

    /// What writing the rendered text does with a file in `state` if hand edits are left alone.
    pub fn writing_ours(state: State) -> Self {
        if state.is_ours() {
            Self::writing(state)
        } else {
            Self::Left
        }
    }

    /// What leaving a file in `state` alone is called.
    pub fn leaving(state: State) -> Self {
        if state == State::Same {
            Self::Unchanged
        } else {
            Self::Left
        }
    }
}
