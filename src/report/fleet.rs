//! A fleet, shown: its table in words, as JSON, as CSV and as a page, and what a change does to it.

pub mod csv;
pub mod html;
pub mod json;
pub mod words;

use std::fmt::Write;

use serde::Serialize;

use super::status::numbers;
use crate::fleet::{
    consequence::Consequence,
    setting::{ALL, Cell},
    table::{Mark, Row, Table, Usual},
};

/// A spec that was changed, and what comes of it.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// The spec, as the user named it.
    pub spec: String,
    /// How it changes, as a unified diff; empty if another file changes that it builds on.
    pub diff: String,
    /// What changes in its outputs.
    pub outputs: Vec<Consequence>,
}

/// What changes in the outputs of `changed`, in words.
#[must_use]
pub fn changes(changed: &Changed) -> String {
    let mut text = String::new();
    for output in &changed.outputs {
        match output.changes.as_slice() {
            [only] => {
                let _ = writeln!(text, "  {}: {only}", output.path);
            }
            several => {
                let _ = writeln!(text, "  {}", output.path);
                for change in several {
                    let _ = writeln!(text, "    {change}");
                }
            }
        }
    }
    text
}

/// How the files of `row` are, in words.
fn drift(row: &Row) -> String {
    match row.files {
        None => "?".to_owned(),
        Some(_) if row.drifted == 0 => Cell::Nothing.shown().to_owned(),
        Some(files) => format!("{} of {files}", row.drifted),
    }
}

/// What was found in the spec of `row`, in words.
fn findings(row: &Row) -> String {
    numbers(row.errors, row.warnings).unwrap_or_else(|| Cell::Nothing.shown().to_owned())
}

/// Whose settings are known that are said to be shared.
fn whose(table: &Table) -> &'static str {
    if table.rows.iter().any(|row| row.files.is_none()) {
        "All services without errors"
    } else {
        "All services"
    }
}

/// What stands out in `table`, a sentence each: the service, the setting and what most have instead, or what is wrong.
fn outliers(table: &Table) -> Vec<String> {
    let mut outliers = Vec::new();
    for (row, marks) in table.marks.iter().enumerate() {
        for (number, (setting, mark)) in ALL.iter().zip(marks).enumerate() {
            let Some(mark) = mark.filter(|_| !table.is_shared(number)) else {
                continue;
            };
            let (name, title) = (table.name(row), setting.title());
            let value = table.rows[row].cells[number].shown();
            let most = table.usual[number].as_ref().map(|usual| {
                let Usual { cell, count, known } = usual;
                format!(": {count} of {known} have {}", cell.shown())
            });
            let most = most.unwrap_or_default();
            outliers.push(match mark {
                Mark::Older | Mark::Newer => {
                    format!("{name}: {title} {value} is {}{most}", mark.name())
                }
                Mark::Differs => format!("{name}: {title} is {value}{most}"),
                Mark::Ended => format!("{name}: {title} {value}, and that day has come"),
            });
        }
        let (name, service) = (table.name(row), &table.rows[row]);
        if service.drifted > 0 {
            let drift = drift(service);
            outliers.push(format!("{name}: {drift} files are not what its spec says"));
        }
        if service.errors > 0 {
            outliers.push(format!("{name}: {}", findings(service)));
        }
    }
    outliers
}
