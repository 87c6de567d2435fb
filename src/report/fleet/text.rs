//! The fleet table for a terminal: shared settings, one row per service, and the outliers.

use super::{format_drift, format_findings, list_outliers, shared_by};
use crate::{
    fleet::{
        setting::{ALL, Cell},
        table::Table,
    },
    lang::{
        Text,
        line::escape_line,
        terminal::{self, Style, Styled, Terminal, hang},
    },
};

/// The mark after an outlier.
const MARK: &str = " *";

/// The text for a table without services.
const NONE: &str = "no services\n";

/// The columns after the settings.
const LAST: [&str; 2] = ["Drift", "Findings"];

/// The space between two columns.
const GAP: &str = "  ";

/// `table` as text, wrapped at `width`.
#[must_use]
pub fn render_table(table: &Table, width: Option<usize>) -> Text<Terminal> {
    let all = table.rows.len();
    if all == 0 {
        return terminal::literal(NONE);
    }
    let (shared, different): (Vec<usize>, Vec<usize>) =
        (0..ALL.len()).partition(|number| table.is_shared(*number));
    let mut text = Styled::default();
    if all > 1 && !shared.is_empty() {
        add_shared(table, &shared, width, &mut text);
    }
    let columns = if all > 1 {
        different
    } else {
        (0..ALL.len()).collect()
    };
    add_grid(&rows(table, &columns), width, &mut text);
    let outliers = list_outliers(table);
    if !outliers.is_empty() {
        text.add("\n").paint(Style::Bold, "* outlier").add("\n");
        for outlier in outliers {
            let outlier = terminal::text(&escape_line(&outlier));
            text.append(&hang(&terminal::literal("  "), &outlier, width))
                .add("\n");
        }
    }
    text.text()
}

/// Whether `text` is a fleet table of any services and settings.
#[must_use]
pub fn is_fleet_table(text: &str) -> bool {
    let is_header = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        words.starts_with(&["Service"]) && words.ends_with(&LAST)
    };
    let is_shared = |line: &str| line.starts_with("All services") && line.ends_with(" have");
    let first = text.lines().next().unwrap_or_default();
    text == NONE || is_header(first) || is_shared(first) && text.lines().any(is_header)
}

/// Adds the settings `shared`, which all services of `table` share, to `text`.
fn add_shared(table: &Table, shared: &[usize], width: Option<usize>, text: &mut Styled) {
    let heading = format!("{} have", shared_by(table));
    text.paint(Style::Bold, &heading).add("\n");
    let longest = shared.iter().map(|number| ALL[*number].title().len());
    let longest = longest.max().unwrap_or_default();
    for number in shared {
        let title = ALL[*number].title();
        let value = table.shared_cell(*number).map_or("", Cell::display);
        let mark = table.shared_mark(*number).map_or("", |_| MARK);
        let first = terminal::text(&format!("  {title:<longest$}  "));
        let value = terminal::text(&escape_line(&format!("{value}{mark}")));
        text.append(&hang(&first, &value, width)).add("\n");
    }
    text.add("\n");
}

/// The header and one row per service: the settings `columns`, then [`LAST`].
fn rows(table: &Table, columns: &[usize]) -> Vec<Vec<String>> {
    let titles = columns.iter().map(|number| ALL[*number].title().to_owned());
    let header = ["Service".to_owned()].into_iter().chain(titles);
    let header = header.chain(LAST.map(str::to_owned)).collect();
    let mut rows: Vec<Vec<String>> = vec![header];
    for (number, (row, marks)) in table.rows.iter().zip(&table.marks).enumerate() {
        let cells = columns.iter().map(|number| {
            let mark = if marks[*number].is_some() { MARK } else { "" };
            format!("{}{mark}", row.cells[*number].display())
        });
        let cells = [table.display_name(number)].into_iter().chain(cells);
        let cells = cells.chain([format_drift(row), format_findings(row)]);
        rows.push(cells.map(|cell| escape_line(&cell)).collect());
    }
    rows
}

/// Adds `rows` to `text`, their columns aligned. If they are wider than `width`, the columns are split into several blocks,
/// each with the names of the services.
fn add_grid(rows: &[Vec<String>], width: Option<usize>, text: &mut Styled) {
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..columns)
        .map(|column| widest(column).unwrap_or_default())
        .collect();
    for (number, block) in split_columns(&widths, width).iter().enumerate() {
        if number > 0 {
            text.add("\n");
        }
        for (number, row) in rows.iter().enumerate() {
            let mut padding = 0;
            for column in block {
                let cell = row[*column].as_str();
                let style = match number {
                    0 => Style::Bold,
                    _ if cell.ends_with(MARK) => Style::Yellow,
                    _ => Style::Plain,
                };
                text.add(&" ".repeat(padding)).paint(style, cell);
                padding = widths[*column] - cell.chars().count() + GAP.len();
            }
            text.add("\n");
        }
    }
}

/// Splits the columns with the widths `widths` into blocks of at most `width`, each of which begins with the first column.
fn split_columns(widths: &[usize], width: Option<usize>) -> Vec<Vec<usize>> {
    let first = widths.first().copied().unwrap_or_default();
    let (mut blocks, mut used) = (vec![vec![0]], first);
    for (column, own) in widths.iter().enumerate().skip(1) {
        let own = GAP.len() + own;
        let is_full = width.is_some_and(|width| used + own > width);
        match blocks.last_mut() {
            Some(block) if !is_full || block.len() == 1 => block.push(column),
            Some(_) | None => {
                blocks.push(vec![0, column]);
                used = first;
            }
        }
        used += own;
    }
    blocks
}
