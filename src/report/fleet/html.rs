//! The fleet table as a self-contained HTML page.

use jiff::civil::Date;
use serde::Serialize;

use super::{format_drift, format_findings, list_outliers, shared_by};
use crate::{
    artifact::VERSION,
    fleet::{
        self,
        setting::ALL,
        table::{Mark, Row, Table},
    },
    lang::{
        Text,
        html::{self, Html},
        template::fill,
    },
    template,
};

/// The line near the top of a page that identifies it, as in the template.
const GENERATOR: &str = r#"<meta name="generator" content="tvgen fleet table">"#;

/// The number of lines at the top of a page that are searched for [`GENERATOR`].
const HEAD: usize = 6;

#[derive(Serialize)]
struct View {
    services: Text<Html>,
    day: Text<Html>,
    version: Text<Html>,
    state: Text<Html>,
    has_shared: bool,
    shared: Vec<Shared>,
    shared_by: Text<Html>,
    caption: Text<Html>,
    titles: Vec<Text<Html>>,
    rows: Vec<ServiceRow>,
    has_outliers: bool,
    outliers: Vec<Text<Html>>,
}

/// A setting that all services share.
#[derive(Serialize)]
struct Shared {
    title: Text<Html>,
    value: Text<Html>,
    has_mark: bool,
    mark: Text<Html>,
}

/// A service.
#[derive(Serialize)]
struct ServiceRow {
    name: Text<Html>,
    spec: Text<Html>,
    cells: Vec<Cell>,
}

/// The value of a setting of a service.
#[derive(Serialize)]
struct Cell {
    value: Text<Html>,
    has_mark: bool,
    is_bad: bool,
    mark: Text<Html>,
}

/// `table` as a page, generated on `today`.
#[must_use]
pub fn render_page(table: &Table, today: Date) -> String {
    let all = table.rows.len();
    let is_shared = |number: &usize| all > 1 && table.is_shared(*number);
    let (shared, different): (Vec<usize>, Vec<usize>) = (0..ALL.len()).partition(is_shared);
    let titles = different.iter().map(|number| ALL[*number].title());
    let shared = shared.iter().map(|number| {
        let mark = table.shared_mark(*number);
        Shared {
            title: html::text(ALL[*number].title()),
            value: html::text(table.shared_cell(*number).map_or("", fleet::Cell::display)),
            has_mark: mark.is_some(),
            mark: html::text(mark.map_or("", Mark::name)),
        }
    });
    let shared: Vec<Shared> = shared.collect();
    let outliers: Vec<Text<Html>> = list_outliers(table)
        .iter()
        .map(|text| html::text(text))
        .collect();
    let view = View {
        services: html::number(all),
        day: html::text(&today.to_string()),
        version: html::text(VERSION),
        state: html::text(&count_problems(table)),
        has_shared: !shared.is_empty(),
        shared,
        shared_by: html::text(shared_by(table)),
        caption: html::text("Settings that differ"),
        titles: titles
            .chain(["Drift", "Findings"])
            .map(html::text)
            .collect(),
        rows: (0..all)
            .map(|number| service_row(table, number, &different))
            .collect(),
        has_outliers: !outliers.is_empty(),
        outliers,
    };
    fill::<Html>(template!("fleet.html.j2"), &view)
        .as_str()
        .to_owned()
}

/// Whether `text` is a fleet table of any services and any day.
#[must_use]
pub fn is_fleet_table(text: &str) -> bool {
    let mut head = text.lines().take(HEAD);
    head.next() == Some("<!DOCTYPE html>") && head.any(|line| line == GENERATOR)
}

/// The numbers of services with drift, with errors and with outliers.
fn count_problems(table: &Table) -> String {
    let count = |is: &dyn Fn(&Row) -> bool| table.rows.iter().filter(|row| is(row)).count();
    let invalid = count(&|row| row.errors > 0);
    let drifted = count(&|row| row.drifted > 0);
    let with_outliers = table
        .marks
        .iter()
        .filter(|marks| marks.iter().any(Option::is_some));
    format!(
        "Drifted: {drifted}. With errors: {invalid}. With outliers: {}.",
        with_outliers.count()
    )
}

/// The row `number` of `table`, with the columns `different`.
fn service_row(table: &Table, number: usize, different: &[usize]) -> ServiceRow {
    let row = &table.rows[number];
    let cells = different.iter().map(|column| {
        let mark = table.marks[number][*column];
        Cell {
            value: html::text(row.cells[*column].display()),
            has_mark: mark.is_some(),
            is_bad: mark == Some(Mark::Ended),
            mark: html::text(mark.map_or("", Mark::name)),
        }
    });
    let cell = |value: String, has_mark: bool, is_bad: bool, mark| Cell {
        value: html::text(&value),
        has_mark,
        is_bad,
        mark: html::text(mark),
    };
    let last = [
        cell(
            format_drift(row),
            row.drifted > 0,
            row.drifted > 0,
            "drifted",
        ),
        cell(
            format_findings(row),
            row.errors + row.warnings > 0,
            row.errors > 0,
            if row.errors > 0 {
                "invalid"
            } else {
                "warnings"
            },
        ),
    ];
    ServiceRow {
        name: html::text(row.name.as_deref().unwrap_or(&row.spec)),
        spec: html::text(row.spec.trim_end_matches("/tvgen.toml")),
        cells: cells.chain(last).collect(),
    }
}
