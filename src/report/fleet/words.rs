//! The table of a fleet, for a terminal: what all services share above, a line a service below, and what stands out.

use std::fmt::Write;

use super::{drift, findings, outliers, whose};
use crate::{
    fleet::{
        setting::{ALL, Cell},
        table::Table,
    },
    lang::line::plain,
};

/// What stands behind a value that stands out.
const MARK: &str = " *";

/// What there is to say of no service.
const NONE: &str = "There is no service.\n";

/// The columns behind the settings.
const LAST: [&str; 2] = ["Drift", "Findings"];

/// `table` in words.
#[must_use]
pub fn text(table: &Table) -> String {
    let all = table.rows.len();
    if all == 0 {
        return NONE.to_owned();
    }
    let (shared, apart): (Vec<usize>, Vec<usize>) =
        (0..ALL.len()).partition(|number| table.is_shared(*number));
    let mut text = String::new();
    if all > 1 && !shared.is_empty() {
        let _ = writeln!(text, "{} have", whose(table));
        let wide = shared.iter().map(|number| ALL[*number].title().len()).max();
        for number in &shared {
            let title = ALL[*number].title();
            let value = table.shared(*number).map_or("", Cell::shown);
            let mark = table.shared_mark(*number).map_or("", |_| MARK);
            let _ = writeln!(
                text,
                "  {title:<0$}  {value}{mark}",
                wide.unwrap_or_default()
            );
        }
        text.push('\n');
    }
    let columns = if all > 1 {
        apart
    } else {
        (0..ALL.len()).collect()
    };
    text += &grid(&lines(table, &columns));
    let outliers = outliers(table);
    if !outliers.is_empty() {
        text += "\n* stands out\n";
        for outlier in outliers {
            let _ = writeln!(text, "  {}", plain(&outlier));
        }
    }
    text
}

/// Whether `text` is such a table, of whichever services and settings.
#[must_use]
pub fn is_one(text: &str) -> bool {
    let is_header = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.starts_with(&["Service"]) && words.ends_with(&LAST)
    };
    let is_shared = |line: &str| line.starts_with("All services") && line.ends_with(" have");
    let first = text.lines().next().unwrap_or_default();
    text == NONE || is_header(first) || is_shared(first) && text.lines().any(is_header)
}

/// The header and a line a service, cell by cell: those of `columns`, and what all tables have.
fn lines(table: &Table, columns: &[usize]) -> Vec<Vec<String>> {
    let titles = columns.iter().map(|number| ALL[*number].title().to_owned());
    let header = ["Service".to_owned()].into_iter().chain(titles);
    let header = header.chain(LAST.map(str::to_owned)).collect();
    let mut lines: Vec<Vec<String>> = vec![header];
    for (number, (row, marks)) in table.rows.iter().zip(&table.marks).enumerate() {
        let cells = columns.iter().map(|number| {
            let mark = if marks[*number].is_some() { MARK } else { "" };
            format!("{}{mark}", row.cells[*number].shown())
        });
        let line = [table.name(number)].into_iter().chain(cells);
        let line = line.chain([drift(row), findings(row)]);
        lines.push(line.map(|cell| plain(&cell)).collect());
    }
    lines
}

/// `lines`, their cells below each other.
fn grid(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let wide = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..columns)
        .map(|column| wide(column).unwrap_or_default())
        .collect();
    let mut text = String::new();
    for line in lines {
        let cells = line
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| format!("{cell:<wide$}"));
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}
