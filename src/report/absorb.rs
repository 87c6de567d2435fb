//! What was taken from edited files back into a spec, and what was not.

mod reason;

use std::fmt::Write;

use indexmap::IndexMap;
use serde::Serialize;

use self::reason::reason;
use super::MOST_SHOWN;
use crate::{
    absorb::{self, Edited, Line},
    drift,
    place::Key,
    source::{Source, edit::Change},
    workspace::{Input, Target},
};

/// What was taken back into a spec.
#[derive(Clone, Debug, Serialize)]
pub struct Absorbed {
    /// The spec, as the user named it.
    pub spec: String,
    /// How the spec changes, as a unified diff; empty if nothing could be taken.
    pub diff: String,
    /// What was taken.
    pub taken: Vec<Taken>,
    /// What was not.
    pub left: Vec<Left>,
}

/// Changes to a spec, and the lines of generated files that they were taken from.
#[derive(Clone, Debug, Serialize)]
pub struct Taken {
    /// The changes, in words.
    pub changes: Vec<String>,
    /// The lines: `Dockerfile:9`.
    pub lines: Vec<String>,
    /// The lines that the changes change besides.
    pub others: Vec<String>,
}

/// An edited line that the spec cannot say.
#[derive(Clone, Debug, Serialize)]
pub struct Left {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What the spec says; none where a line was written between others.
    pub old: Option<String>,
    /// What stands there instead; none where a line was taken out.
    pub new: Option<String>,
    /// Why the spec cannot say it, and where to put it.
    pub why: String,
}

/// How many lines of one change are named.
const MOST_LINES: usize = 5;

/// What was taken, a line for each change and one for where it was taken from.
#[must_use]
pub fn taken(taken: &[Taken]) -> String {
    let mut text = String::new();
    for taken in taken {
        for change in &taken.changes {
            let _ = writeln!(text, "absorbed  {change}");
        }
        let _ = writeln!(text, "    from  {}", listed(&taken.lines));
        if !taken.others.is_empty() {
            let _ = writeln!(text, "    also  {}", listed(&taken.others));
        }
    }
    text
}

/// What the spec cannot say: each edit with its lines, why, and what to do.
#[must_use]
pub fn left(left: &[Left]) -> String {
    type Edit<'a> = (&'a Option<String>, &'a Option<String>, &'a str);
    let mut edits: IndexMap<Edit, Vec<String>> = IndexMap::new();
    for left in left {
        let edit = (&left.old, &left.new, left.why.as_str());
        let lines = edits.entry(edit).or_default();
        lines.push(format!("{}:{}", left.path, left.line));
    }
    let mut text = String::new();
    let more = edits.len().saturating_sub(MOST_SHOWN);
    for ((old, new, why), lines) in edits.into_iter().take(MOST_SHOWN) {
        let _ = writeln!(text, "    left  {}", listed(&lines));
        for (sign, line) in [('-', old), ('+', new)] {
            if let Some(line) = line {
                let _ = writeln!(text, "          {sign}{}", clipped(line));
            }
        }
        let _ = writeln!(text, "          {why}");
    }
    if more > 0 {
        let _ = writeln!(
            text,
            "    left  and {more} more: `--format json` has them all"
        );
    }
    text
}

/// The first of `lines`, and how many there are besides.
fn listed(lines: &[String]) -> String {
    let shown: Vec<&str> = lines.iter().take(MOST_LINES).map(String::as_str).collect();
    let shown = shown.join(", ");
    match lines.len().saturating_sub(MOST_LINES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// How many characters of a line are shown.
const MOST_CHARACTERS: usize = 200;

/// `line`, without what nobody would read of it.
fn clipped(line: &str) -> String {
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// What `absorbed` says of the spec `input` and of its files `targets`, which were edited as `edits` say;
/// `paths` gives the path of an output by its name.
#[must_use]
pub fn absorbed(
    input: &Input,
    targets: &[Target],
    edits: &[Edited],
    absorbed: &absorb::Absorbed,
    paths: &dyn Fn(&str) -> String,
) -> Absorbed {
    let old = &input.source.own;
    let source = &absorbed.attempt.source;
    let place = |line: &Line| {
        let path = targets[line.file].path.display();
        let at = edits[line.file].hunks[line.hunk].new.start + 1;
        format!("{path}:{at}")
    };
    let taken = absorbed.taken.iter().map(|taken| Taken {
        changes: taken
            .changes
            .iter()
            .map(|change| change_text(change, &input.source))
            .collect(),
        lines: taken.lines.iter().map(place).collect(),
        others: taken
            .others
            .iter()
            .map(|(output, line)| format!("{}:{line}", paths(output)))
            .collect(),
    });
    let left = targets
        .iter()
        .zip(&absorbed.files)
        .flat_map(|(target, merged)| {
            merged.left.iter().map(|left| Left {
                path: target.path.display().to_string(),
                line: left.line,
                old: left.old.clone(),
                new: left.new.clone(),
                why: reason(&left.why, source, target.artifact.name, paths),
            })
        });
    Absorbed {
        spec: old.name.clone(),
        diff: drift::changes(&old.name, &old.text, &source.own.text),
        taken: taken.collect(),
        left: left.collect(),
    }
}

/// `change` of the spec `source` in words.
fn change_text(change: &Change, source: &Source) -> String {
    let gone = match change {
        Change::Remove(place) => place.parent().zip(source.value_span(place)),
        Change::Set(..) | Change::Insert(..) => None,
    };
    match gone {
        Some((array, span)) if matches!(change.place().keys().last(), Some(Key::Item(_))) => {
            let text = &source.file(span).text;
            let item = text.get(span.bytes()).unwrap_or_default();
            format!(
                "{array} no longer has {}",
                item.lines().next().unwrap_or_default()
            )
        }
        Some(_) | None => change.to_string(),
    }
}
