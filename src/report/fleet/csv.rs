//! The fleet table as comma-separated values (RFC 4180): lines end with CRLF, and values with commas, quotes or line breaks are
//! quoted.

use crate::fleet::{
    setting::{ALL, Cell},
    table::{Row, Table},
};

/// The characters that start a formula in a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The columns before the settings.
const FIRST: [&str; 2] = ["spec", "service"];

/// The columns after the settings.
const LAST: [&str; 5] = ["files", "drifted", "errors", "warnings", "outliers"];

/// `table` as comma-separated values: one line per service, with its outliers in the last cell.
#[must_use]
pub fn render_table(table: &Table) -> String {
    let titles = ALL.iter().map(|setting| setting.name());
    let header = FIRST.into_iter().chain(titles).chain(LAST);
    let header: Vec<String> = header.map(str::to_owned).collect();
    let mut text = format_line(&header);
    for number in 0..table.rows.len() {
        text += &format_line(&cells(table, number));
    }
    text
}

/// Whether `text` is a fleet table of any services and settings.
#[must_use]
pub fn is_fleet_table(text: &str) -> bool {
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').collect();
    header.starts_with(&FIRST) && header.ends_with(&LAST)
}

fn cells(table: &Table, number: usize) -> Vec<String> {
    let row: &Row = &table.rows[number];
    let mut cells = vec![row.spec.clone(), row.name.clone().unwrap_or_default()];
    let values = row.cells.iter().map(|cell| match cell {
        Cell::Unset => "",
        Cell::Value(value) => value,
        Cell::Unknown => "?",
    });
    cells.extend(values.map(str::to_owned));
    let files = row.files.map(|files| files.to_string()).unwrap_or_default();
    let counts = [row.drifted, row.errors, row.warnings].map(|count| count.to_string());
    cells.push(files);
    cells.extend(counts);
    let marks = ALL.iter().zip(&table.marks[number]);
    let marks = marks.filter_map(|(setting, mark)| Some((setting.name(), mark.as_ref()?.name())));
    let marks: Vec<String> = marks
        .map(|(setting, mark)| format!("{setting} {mark}"))
        .collect();
    cells.push(marks.join("; "));
    cells
}

fn format_line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escape_cell(cell)).collect();
    format!("{}\r\n", cells.join(","))
}

/// `value` as one cell that no spreadsheet treats as a formula.
fn escape_cell(value: &str) -> String {
    let value = if value.starts_with(FORMULA) {
        format!("'{value}")
    } else {
        value.to_owned()
    };
    if value.contains([',', '"', '\n', '\r', '\'']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value
    }
}
