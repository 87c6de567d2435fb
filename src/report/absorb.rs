//! Hand edits that were absorbed into a spec, and those that were not.

mod reason;

use indexmap::IndexMap;
use serde::Serialize;

use self::reason::describe_reason;
use super::MAX_SHOWN;
use crate::{
    absorb::{self, EditedFile, EditedLine},
    drift,
    lang::{
        Text,
        terminal::{self, Style, Styled, Terminal, hang, join_lines},
    },
    place::Key,
    source::{Source, edit::Change},
    workspace::{LoadedSpec, Target},
};

/// The result of absorbing hand edits into a spec.
#[derive(Clone, Debug, Serialize)]
pub struct AbsorbReport {
    /// The spec, as the user named it.
    pub spec: String,
    /// How the spec changes, as a unified diff; empty if nothing was absorbed.
    pub diff: String,
    /// The edits that were absorbed.
    pub absorbed: Vec<AbsorbedEdit>,
    /// The edited lines that were not absorbed.
    pub remaining: Vec<RemainingLine>,
}

/// Changes to a spec, and the edited lines that they come from.
#[derive(Clone, Debug, Serialize)]
pub struct AbsorbedEdit {
    /// The changes, as text.
    pub changes: Vec<String>,
    /// The lines: `Dockerfile:9`.
    pub lines: Vec<String>,
    /// Other lines that the changes affect.
    pub others: Vec<String>,
}

/// An edited line that no change of the spec renders.
#[derive(Clone, Debug, Serialize)]
pub struct RemainingLine {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The line that the spec renders; `None` if the line was added.
    pub old: Option<String>,
    /// The line in the file; `None` if the line was removed.
    pub new: Option<String>,
    /// Why it was not absorbed, and what to do about it.
    pub why: String,
}

/// The largest number of lines that are listed for one change.
const MAX_LINES: usize = 5;

/// Formats absorbed edits, wrapped at `width`: each change, followed by the lines it came from.
#[must_use]
pub fn format_absorbed(absorbed: &[AbsorbedEdit], width: Option<usize>) -> Text<Terminal> {
    let mut lines = Vec::new();
    for edit in absorbed {
        let changes = edit.changes.iter();
        lines.extend(changes.map(|change| entry("absorbed", Style::Green, change, width)));
        lines.push(entry(
            "    from",
            Style::Dim,
            &list_first(&edit.lines),
            width,
        ));
        if !edit.others.is_empty() {
            lines.push(entry(
                "    also",
                Style::Dim,
                &list_first(&edit.others),
                width,
            ));
        }
    }
    join_lines(&lines)
}

/// The edits that cannot be absorbed, wrapped at `width`: each with its lines, the reason and what to do.
#[must_use]
pub fn format_remaining(remaining: &[RemainingLine], width: Option<usize>) -> Text<Terminal> {
    type Edit<'a> = (&'a Option<String>, &'a Option<String>, &'a str);
    let mut edits: IndexMap<Edit, Vec<String>> = IndexMap::new();
    for line in remaining {
        let edit = (&line.old, &line.new, line.why.as_str());
        let lines = edits.entry(edit).or_default();
        lines.push(format!("{}:{}", line.path, line.line));
    }
    let mut text = Styled::default();
    let more = edits.len().saturating_sub(MAX_SHOWN);
    for ((old, new, why), lines) in edits.into_iter().take(MAX_SHOWN) {
        text.append(&entry(
            "    left",
            Style::Yellow,
            &list_first(&lines),
            width,
        ))
        .add("\n");
        for (sign, style, line) in [('-', Style::Red, old), ('+', Style::Green, new)] {
            if let Some(line) = line {
                text.add("          ")
                    .paint(style, &format!("{sign}{}", truncate(line)))
                    .add("\n");
            }
        }
        text.append(&entry("        ", Style::Plain, why, width))
            .add("\n");
    }
    if more > 0 {
        let more = format!("{more} more: `--format json` lists all of them");
        text.append(&entry("    left", Style::Yellow, &more, width))
            .add("\n");
    }
    text.text()
}

/// `text` after `label`, wrapped at `width`.
fn entry(label: &str, style: Style, text: &str, width: Option<usize>) -> Text<Terminal> {
    let mut first = Styled::default();
    first.paint(style, label).add("  ");
    hang(&first.text(), &terminal::text(text), width)
}

/// The first [`MAX_LINES`] of `lines`, and how many more there are.
fn list_first(lines: &[String]) -> String {
    let shown: Vec<&str> = lines.iter().take(MAX_LINES).map(String::as_str).collect();
    let shown = shown.join(", ");
    match lines.len().saturating_sub(MAX_LINES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The largest number of characters of a line that are shown.
const MAX_CHARACTERS: usize = 200;

/// `line`, truncated to [`MAX_CHARACTERS`].
fn truncate(line: &str) -> String {
    match line.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// The report of `absorbed`, the result for the spec `input` and the edits `edits` of its files `targets`. `paths` returns the
/// path of an output by its name.
#[must_use]
pub fn build_report(
    input: &LoadedSpec,
    targets: &[Target],
    edits: &[EditedFile],
    absorbed: &absorb::AbsorbResult,
    paths: &dyn Fn(&str) -> String,
) -> AbsorbReport {
    let old = &input.source.own;
    let source = &absorbed.attempt.source;
    let place = |line: &EditedLine| {
        let path = targets[line.file].path.display();
        let number = edits[line.file].hunks[line.hunk].new.start + 1;
        format!("{path}:{number}")
    };
    let edits = absorbed.absorbed.iter().map(|edits| AbsorbedEdit {
        changes: edits
            .changes
            .iter()
            .map(|change| describe_change(change, &input.source))
            .collect(),
        lines: edits.lines.iter().map(place).collect(),
        others: edits
            .side_effects
            .iter()
            .map(|(output, line)| format!("{}:{line}", paths(output)))
            .collect(),
    });
    let remaining = targets
        .iter()
        .zip(&absorbed.files)
        .flat_map(|(target, merged)| {
            merged.remaining.iter().map(|line| RemainingLine {
                path: target.path.display().to_string(),
                line: line.line,
                old: line.old.clone(),
                new: line.new.clone(),
                why: describe_reason(&line.obstacle, source, target.artifact.name, paths),
            })
        });
    AbsorbReport {
        spec: old.name.clone(),
        diff: drift::diff_texts(&old.name, &old.text, &source.own.text),
        absorbed: edits.collect(),
        remaining: remaining.collect(),
    }
}

/// `change` of the spec `source`, as text.
fn describe_change(change: &Change, source: &Source) -> String {
    let removed = match change {
        Change::Remove(place) => place.parent().zip(source.value_span(place)),
        Change::Set(..) | Change::Insert(..) => None,
    };
    match removed {
        Some((array, span)) if matches!(change.place().keys().last(), Some(Key::Item(_))) => {
            let text = &source.file(span).text;
            let item = text.get(span.bytes()).unwrap_or_default();
            format!(
                "remove {} from {array}",
                item.lines().next().unwrap_or_default()
            )
        }
        Some(_) | None => change.to_string(),
    }
}
