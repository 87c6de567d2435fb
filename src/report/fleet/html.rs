//! The table of a fleet as a page that needs nothing else, to be sent round.

use jiff::civil::Date;
use serde::Serialize;

use super::{drift, findings, outliers, whose};
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

/// What tells such a page from others, among its first lines: the template has it.
const GENERATOR: &str = r#"<meta name="generator" content="tvgen fleet table">"#;

/// How many lines of a page its head begins with.
const HEAD: usize = 6;

#[derive(Serialize)]
struct View {
    services: Text<Html>,
    day: Text<Html>,
    version: Text<Html>,
    state: Text<Html>,
    has_shared: bool,
    shared: Vec<Shared>,
    whose: Text<Html>,
    caption: Text<Html>,
    titles: Vec<Text<Html>>,
    rows: Vec<Line>,
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
struct Line {
    name: Text<Html>,
    spec: Text<Html>,
    cells: Vec<Cell>,
}

/// What a service has of a setting.
#[derive(Serialize)]
struct Cell {
    value: Text<Html>,
    has_mark: bool,
    bad: bool,
    mark: Text<Html>,
}

/// `table` as a page, made on `today`.
#[must_use]
pub fn page(table: &Table, today: Date) -> String {
    let all = table.rows.len();
    let is_shared = |number: &usize| all > 1 && table.is_shared(*number);
    let (shared, apart): (Vec<usize>, Vec<usize>) = (0..ALL.len()).partition(is_shared);
    let titles = apart.iter().map(|number| ALL[*number].title());
    let shared = shared.iter().map(|number| {
        let mark = table.shared_mark(*number);
        Shared {
            title: html::text(ALL[*number].title()),
            value: html::text(table.shared(*number).map_or("", fleet::Cell::shown)),
            has_mark: mark.is_some(),
            mark: html::text(mark.map_or("", Mark::name)),
        }
    });
    let shared: Vec<Shared> = shared.collect();
    let outliers: Vec<Text<Html>> = outliers(table)
        .iter()
        .map(|text| html::text(text))
        .collect();
    let view = View {
        services: html::number(all),
        day: html::text(&today.to_string()),
        version: html::text(VERSION),
        state: html::text(&state(table)),
        has_shared: !shared.is_empty(),
        shared,
        whose: html::text(whose(table)),
        caption: html::text("In what services differ"),
        titles: titles
            .chain(["Drift", "Findings"])
            .map(html::text)
            .collect(),
        rows: (0..all).map(|number| line(table, number, &apart)).collect(),
        has_outliers: !outliers.is_empty(),
        outliers,
    };
    fill::<Html>(template!("fleet.html.j2"), &view)
        .as_str()
        .to_owned()
}

/// Whether `text` is such a page, of whichever services and whichever day.
#[must_use]
pub fn is_one(text: &str) -> bool {
    let mut beginning = text.lines().take(HEAD);
    beginning.next() == Some("<!DOCTYPE html>") && beginning.any(|line| line == GENERATOR)
}

/// How many services are well, and how many are not.
fn state(table: &Table) -> String {
    let count = |is: &dyn Fn(&Row) -> bool| table.rows.iter().filter(|row| is(row)).count();
    let faulty = count(&|row| row.errors > 0);
    let drifted = count(&|row| row.drifted > 0);
    let standing_out = table
        .marks
        .iter()
        .filter(|marks| marks.iter().any(Option::is_some));
    format!(
        "Drifted from their specs: {drifted}. With errors: {faulty}. Standing out: {}.",
        standing_out.count()
    )
}

fn line(table: &Table, number: usize, apart: &[usize]) -> Line {
    let row = &table.rows[number];
    let cells = apart.iter().map(|column| {
        let mark = table.marks[number][*column];
        Cell {
            value: html::text(row.cells[*column].shown()),
            has_mark: mark.is_some(),
            bad: mark == Some(Mark::Ended),
            mark: html::text(mark.map_or("", Mark::name)),
        }
    });
    let wrong = |value: String, is_wrong: bool, bad: bool, why| Cell {
        value: html::text(&value),
        has_mark: is_wrong,
        bad,
        mark: html::text(why),
    };
    let ends = [
        wrong(drift(row), row.drifted > 0, row.drifted > 0, "drifted"),
        wrong(
            findings(row),
            row.errors + row.warnings > 0,
            row.errors > 0,
            if row.errors > 0 { "faulty" } else { "warned" },
        ),
    ];
    Line {
        name: html::text(row.name.as_deref().unwrap_or(&row.spec)),
        spec: html::text(row.spec.trim_end_matches("/tvgen.toml")),
        cells: cells.chain(ends).collect(),
    }
}
