//! What was read to compile a spec, and what came of it: a line each.

use std::{cell::RefCell, path::Path};

use super::super::{
    input::{Bases, Input},
    target::Files,
};
use crate::{
    compile::Outcome,
    disk::{self, Folder},
    hash::sha256,
    source::Repository,
};

/// What was read to compile a spec that nothing was found in, and what came of it.
pub(in crate::cli) struct Record {
    own: String,
    bases: Vec<(String, String)>,
    /// What the repository was asked; `None` where there is none.
    asked: Option<Vec<Asked>>,
    /// The path of each output, and the hash of its text.
    outputs: Vec<(String, String)>,
}

/// A question to a repository: its kind, the path that it was about, and the hash of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked(&'static str, String, String);

const TEXT: &str = "text";
const HAS: &str = "has";
const NAMES: &str = "names";
const KINDS: [&str; 3] = [TEXT, HAS, NAMES];

impl Record {
    /// What came of `input`, for which `asked` was asked; `None` if a path could not be told from the rest of a line.
    pub(super) fn of(input: &Input, asked: &Asking, outcome: &Outcome) -> Option<Self> {
        let bases = input.source.bases.iter();
        let texts = bases.map(|base| sha256(&base.text));
        let outputs = outcome.artifacts.iter();
        let record = Self {
            own: sha256(&input.source.own.text),
            bases: input.base_paths.iter().cloned().zip(texts).collect(),
            asked: asked.repository.map(|_| asked.asked.borrow().clone()),
            outputs: outputs
                .map(|artifact| (artifact.path.clone(), sha256(&artifact.text)))
                .collect(),
        };
        record.is_plain().then_some(record)
    }

    fn is_plain(&self) -> bool {
        let asked = self.asked.iter().flatten().map(|Asked(_, path, _)| path);
        let pairs = self.bases.iter().chain(&self.outputs);
        let mut paths = pairs.map(|(path, _)| path).chain(asked);
        paths.all(|path| !path.contains('\n'))
    }

    /// The record as text.
    pub(super) fn text(&self) -> String {
        let mut lines = vec![format!("own {}", self.own)];
        let pair = |kind: &str, path: &str, hash: &str| format!("{kind} {hash} {path}");
        lines.extend(
            self.bases
                .iter()
                .map(|(path, hash)| pair("base", path, hash)),
        );
        if let Some(asked) = &self.asked {
            lines.push("service".to_owned());
            lines.extend(
                asked
                    .iter()
                    .map(|Asked(kind, path, hash)| pair(kind, path, hash)),
            );
        }
        lines.extend(
            self.outputs
                .iter()
                .map(|(path, hash)| pair("output", path, hash)),
        );
        // Without its last line, a record that was cut would be one of fewer outputs.
        lines.push("end".to_owned());
        lines.join("\n")
    }

    /// The record that `text` is.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut record = Self {
            own: String::new(),
            bases: Vec::new(),
            asked: None,
            outputs: Vec::new(),
        };
        for line in text.strip_suffix("\nend")?.split('\n') {
            let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
            let pair = || {
                let (hash, path) = rest.split_once(' ')?;
                Some((path.to_owned(), hash.to_owned()))
            };
            match kind {
                "own" => rest.clone_into(&mut record.own),
                "base" => record.bases.push(pair()?),
                "output" => record.outputs.push(pair()?),
                "service" => record.asked = Some(Vec::new()),
                kind => {
                    let kind = KINDS.into_iter().find(|known| *known == kind)?;
                    let (path, hash) = pair()?;
                    record.asked.as_mut()?.push(Asked(kind, path, hash));
                }
            }
        }
        Some(record)
    }

    /// Whether all that was read to compile the spec at `path` reads the same now.
    pub(super) fn holds(&self, path: &Path, bases: &Bases) -> bool {
        let is_own = || disk::read(path).is_ok_and(|text| sha256(&text) == self.own);
        let is_base = |(path, hash): &(String, String)| bases.hash(path).as_ref() == Some(hash);
        let folder = Folder::of_service(path.parent().unwrap_or(path));
        let are_asked = match (&self.asked, &folder) {
            (None, None) => true,
            (Some(asked), Some(folder)) => {
                let mut asked = asked.iter();
                asked.all(|Asked(kind, path, hash)| answer(folder, kind, path) == *hash)
            }
            (Some(_), None) | (None, Some(_)) => false,
        };
        are_asked && is_own() && self.bases.iter().all(is_base)
    }

    /// The paths of the outputs, if each of them is in `files` as it came of the spec.
    pub(in crate::cli) fn outputs(&self, files: &Files) -> Option<Vec<String>> {
        let mut outputs = self.outputs.iter();
        let are_there = outputs.all(|(path, hash)| files.has_hash(path, hash));
        are_there.then(|| self.outputs.iter().map(|(path, _)| path.clone()).collect())
    }
}

/// A repository that takes down what it is asked.
pub(in crate::cli) struct Asking<'a> {
    repository: Option<&'a Folder>,
    asked: RefCell<Vec<Asked>>,
}

impl<'a> Asking<'a> {
    /// One that asks `repository`.
    pub(in crate::cli) fn new(repository: Option<&'a Folder>) -> Self {
        Self {
            repository,
            asked: RefCell::default(),
        }
    }

    /// Itself, if there is a repository.
    pub(in crate::cli) fn repository(&self) -> Option<&dyn Repository> {
        self.repository.map(|_| self as &dyn Repository)
    }

    fn take_down<T: Default>(
        &self,
        kind: &'static str,
        path: &str,
        ask: impl Fn(&Folder) -> T,
        hash: impl Fn(&T) -> String,
    ) -> T {
        let answer = self.repository.map(ask).unwrap_or_default();
        let asked = Asked(kind, path.to_owned(), hash(&answer));
        let mut all = self.asked.borrow_mut();
        if !all.contains(&asked) {
            all.push(asked);
        }
        answer
    }
}

impl Repository for Asking<'_> {
    fn text(&self, path: &str) -> Option<String> {
        self.take_down(
            TEXT,
            path,
            |folder| folder.text(path),
            |text| of_text(text.as_deref()),
        )
    }

    fn has(&self, path: &str) -> bool {
        self.take_down(HAS, path, |folder| folder.has(path), ToString::to_string)
    }

    fn names(&self, path: &str) -> Vec<String> {
        self.take_down(
            NAMES,
            path,
            |folder| folder.names(path),
            |names| of_names(names),
        )
    }
}

/// The hash of what `folder` answers to the question of the kind `kind` about `path`.
fn answer(folder: &Folder, kind: &str, path: &str) -> String {
    match kind {
        TEXT => of_text(folder.text(path).as_deref()),
        HAS => folder.has(path).to_string(),
        _ => of_names(&folder.names(path)),
    }
}

fn of_text(text: Option<&str>) -> String {
    text.map_or_else(|| "none".to_owned(), sha256)
}

fn of_names(names: &[String]) -> String {
    sha256(&names.join("\0"))
}
