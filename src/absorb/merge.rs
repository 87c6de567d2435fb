//! A file as the spec renders it now, with the edits that the spec could not take.

use std::{collections::HashMap, fmt::Write};

use super::{Edited, Left, Merged, Why};
use crate::{
    artifact::{Artifact, HEADER_LINES},
    drift::{self, Hunk},
};

/// What the spec renders now in place of `file`, with the edits `left` of it. The header is that of the artifact, so that the
/// file counts as edited from that; a file that the spec renders no more stays as it is.
pub(super) fn merge(file: &Edited, artifacts: &[Artifact], left: &[(&Hunk, &Why)]) -> Merged {
    let named = |artifact: &&Artifact| artifact.name == file.artifact.name;
    let artifact = artifacts.iter().find(named).unwrap_or(&file.artifact);
    let mut changes = Changes::new(artifact);
    for hunk in drift::hunks(&file.artifact, &artifact.text) {
        let new = hunk.new.clone().map(|line| changes.rendered[line]);
        changes.add(&hunk, new.collect(), None);
    }
    for (number, (hunk, _)) in left.iter().enumerate() {
        let new = file.texts(hunk).1;
        changes.add(hunk, new.into_iter().collect(), Some(number));
    }
    let (text, places) = changes.text(&file.artifact);
    let left = left.iter().enumerate().map(|(number, (hunk, why))| {
        let (old, new) = file.texts(hunk);
        Left {
            line: places.get(&number).copied().unwrap_or(1),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
            why: (*why).clone(),
        }
    });
    Merged {
        left: left.collect(),
        text,
    }
}

/// A line to write, and the edit that it is, if it is one.
type Written<'a> = (Option<&'a str>, Option<usize>);

/// What becomes of the lines of an output as it was before.
struct Changes<'a> {
    rendered: Vec<&'a str>,
    /// What is written in place of a line: edits go before what is rendered.
    instead: HashMap<usize, Written<'a>>,
    /// What is written before a line, beside it.
    before: HashMap<usize, Vec<Written<'a>>>,
}

impl<'a> Changes<'a> {
    fn new(artifact: &'a Artifact) -> Self {
        Self {
            rendered: artifact.text.lines().collect(),
            instead: HashMap::new(),
            before: HashMap::new(),
        }
    }

    /// Adds that `hunk` becomes `new`, which is the edit `edit` if it is one.
    fn add(&mut self, hunk: &Hunk, new: Vec<&'a str>, edit: Option<usize>) {
        let new = new.into_iter().next();
        if hunk.old.is_empty() {
            let gap = self.before.entry(hunk.old.start).or_default();
            gap.push((new, edit));
        } else {
            self.instead.insert(hunk.old.start, (new, edit));
        }
    }

    /// The text that becomes of `artifact`, and the line, from 1, of each edit.
    fn text(&self, artifact: &Artifact) -> (String, HashMap<usize, usize>) {
        let mut text = String::new();
        let mut places = HashMap::new();
        let mut line = 1;
        let mut write = |(new, edit): Written| {
            places.extend(edit.map(|edit| (edit, line)));
            if let Some(new) = new {
                let _ = writeln!(text, "{new}");
                line += 1;
            }
        };
        let old: Vec<&str> = artifact.text.lines().collect();
        for (number, unchanged) in old.iter().enumerate() {
            if number < HEADER_LINES {
                write((self.rendered.get(number).copied(), None));
                continue;
            }
            for written in self.before.get(&number).into_iter().flatten() {
                write(*written);
            }
            let instead = self.instead.get(&number).copied();
            write(instead.unwrap_or((Some(unchanged), None)));
        }
        for written in self.before.get(&old.len()).into_iter().flatten() {
            write(*written);
        }
        let last = text.lines().count().max(1);
        for place in places.values_mut() {
            *place = (*place).min(last);
        }
        (text, places)
    }
}
