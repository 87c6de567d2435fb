//! The fleet table as text, JSON, CSV and HTML, and the impact of a change.

pub mod csv;
pub mod html;
pub mod json;
pub mod text;

use serde::Serialize;

use super::status::format_counts;
use crate::{
    fleet::{
        impact::Impact,
        setting::{ALL, Cell},
        table::{Majority, Mark, Row, Table},
    },
    lang::{
        Text,
        terminal::{self, Terminal, hang, join_lines},
    },
};

/// A spec that was changed, and the impact on its outputs.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedSpec {
    /// The spec, as the user named it.
    pub spec: String,
    /// How it changes, as a unified diff; empty if its base spec changes instead.
    pub diff: String,
    /// The changes in its outputs.
    pub outputs: Vec<Impact>,
}

/// Formats the changes in the outputs of `changed`, wrapped at `width`.
#[must_use]
pub fn format_changes(changed: &ChangedSpec, width: Option<usize>) -> Text<Terminal> {
    let mut lines = Vec::new();
    let mut add = |indent: &'static str, line: &str| {
        lines.push(hang(
            &terminal::literal(indent),
            &terminal::text(line),
            width,
        ));
    };
    for output in &changed.outputs {
        match output.changes.as_slice() {
            [only] => add("  ", &format!("{}: {only}", output.path)),
            several => {
                add("  ", &output.path);
                for change in several {
                    add("    ", change);
                }
            }
        }
    }
    if !lines.is_empty() {
        lines.push(terminal::literal(""));
    }
    join_lines(&lines)
}

/// How many files of `row` drifted.
fn format_drift(row: &Row) -> String {
    match row.files {
        None => "?".to_owned(),
        Some(_) if row.drifted == 0 => Cell::Unset.display().to_owned(),
        Some(files) => format!("{} of {files}", row.drifted),
    }
}

/// How many errors and warnings the spec of `row` has.
fn format_findings(row: &Row) -> String {
    format_counts(row.errors, row.warnings).unwrap_or_else(|| Cell::Unset.display().to_owned())
}

/// Names the services that have the shared settings of `table`.
fn shared_by(table: &Table) -> &'static str {
    if table.rows.iter().any(|row| row.files.is_none()) {
        "All services without errors"
    } else {
        "All services"
    }
}

/// The outliers of `table`, one sentence each: the service, the setting and the majority value, or the problem.
fn list_outliers(table: &Table) -> Vec<String> {
    let mut outliers = Vec::new();
    for (row, marks) in table.marks.iter().enumerate() {
        for (number, (setting, mark)) in ALL.iter().zip(marks).enumerate() {
            let Some(mark) = mark.filter(|_| !table.is_shared(number)) else {
                continue;
            };
            let (name, title) = (table.display_name(row), setting.title());
            let value = table.rows[row].cells[number].display();
            let most = table.majorities[number].as_ref().map(|majority| {
                let Majority { cell, count, known } = majority;
                format!(": {count} of {known} have {}", cell.display())
            });
            let most = most.unwrap_or_default();
            outliers.push(match mark {
                Mark::Older | Mark::Newer => {
                    format!("{name}: {title} {value} is {}{most}", mark.name())
                }
                Mark::Differs => format!("{name}: {title} is {value}{most}"),
                Mark::Ended => format!("{name}: {title} {value} has passed"),
            });
        }
        let (name, service) = (table.display_name(row), &table.rows[row]);
        if service.drifted > 0 {
            let drift = format_drift(service);
            outliers.push(format!("{name}: {drift} files not up to date"));
        }
        if service.errors > 0 {
            outliers.push(format!("{name}: {}", format_findings(service)));
        }
    }
    outliers
}
