//! A table of services and settings that marks deviations from the majority.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::setting::{ALL, Cell, Setting, SettingKind};
use crate::catalogue::version_numbers;

/// A service of a fleet.
#[derive(Clone, Debug)]
pub struct Row {
    /// The path of the spec, as given or found.
    pub spec: String,
    /// The name of the service, if it is set.
    pub name: Option<String>,
    /// Its value for each of [`ALL`].
    pub cells: Vec<Cell>,
    /// The number of generated files; `None` if the spec has errors.
    pub files: Option<usize>,
    /// The number of generated files that do not match the spec, including orphaned ones.
    pub drifted: usize,
    /// The number of errors in the spec.
    pub errors: usize,
    /// The number of warnings in the spec.
    pub warnings: usize,
}

/// The value of a setting that at least two thirds of the services have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Majority {
    /// The value.
    pub cell: Cell,
    /// The number of services that have it.
    pub count: usize,
    /// The number of services whose value is known.
    pub known: usize,
}

/// The reason why a cell is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A version older than the most common one.
    Older,
    /// A version newer than the most common one, which has a majority.
    Newer,
    /// A value that differs from that of most services.
    Differs,
    /// An end of life that has passed.
    Ended,
}

impl Mark {
    /// The name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Older => "older",
            Self::Newer => "newer",
            Self::Differs => "differs",
            Self::Ended => "ended",
        }
    }
}

/// A table of services and settings.
#[derive(Clone, Debug)]
pub struct Table {
    /// The services, in the order of their specs.
    pub rows: Vec<Row>,
    /// The majority value of each of [`ALL`], if there is one.
    pub majorities: Vec<Option<Majority>>,
    /// The marks of each row's cells.
    pub marks: Vec<Vec<Option<Mark>>>,
}

/// The minimum number of services for marking deviations.
const MIN_SERVICES: usize = 3;

impl Table {
    /// Creates a table of `rows`; ends of life are compared with `today`.
    #[must_use]
    pub fn new(rows: Vec<Row>, today: Date) -> Self {
        let column = |number: usize| rows.iter().filter_map(move |row| row.cells.get(number));
        let columns = ALL.iter().enumerate();
        let marked = columns.map(|(number, setting)| marks(*setting, column(number), today));
        let (majorities, columns): (Vec<_>, Vec<_>) = marked.unzip();
        let of_row = |row: usize| columns.iter().map(|column: &Vec<_>| column[row]).collect();
        Self {
            marks: (0..rows.len()).map(of_row).collect(),
            majorities,
            rows,
        }
    }

    /// Whether all services with a known value have the same one for the setting `number`.
    #[must_use]
    pub fn is_shared(&self, number: usize) -> bool {
        let majority = self.majorities.get(number).and_then(Option::as_ref);
        majority.is_some_and(|majority| majority.count == majority.known)
    }

    /// The name of the service `number` for display: its spec if it has no name, and both if the name is not unique.
    #[must_use]
    pub fn display_name(&self, number: usize) -> String {
        let row = &self.rows[number];
        let Some(name) = &row.name else {
            return row.spec.clone();
        };
        let same = self.rows.iter().filter(|other| other.name == row.name);
        if same.count() > 1 {
            format!("{name} ({})", row.spec)
        } else {
            name.clone()
        }
    }

    /// The value that all services share for the setting `number`, if there is one.
    #[must_use]
    pub fn shared_cell(&self, number: usize) -> Option<&Cell> {
        let majority = self.majorities.get(number)?.as_ref()?;
        self.is_shared(number).then_some(&majority.cell)
    }

    /// The mark of the shared value of the setting `number`, if it has one.
    #[must_use]
    pub fn shared_mark(&self, number: usize) -> Option<Mark> {
        self.marks.iter().find_map(|marks| marks[number])
    }
}

/// The majority value of `cells`, the values of `setting`, and the mark of each cell.
///
/// A majority is at least two thirds of the known values; all other values are marked. Without a majority, only versions
/// older than the most common one are marked. An end of life is marked if it has passed.
fn marks<'a>(
    setting: Setting,
    cells: impl Iterator<Item = &'a Cell> + Clone,
    today: Date,
) -> (Option<Majority>, Vec<Option<Mark>>) {
    let common = most_common(cells.clone());
    let majority = common
        .clone()
        .filter(|common| common.count * 3 >= common.known * 2);
    let marks = cells.map(|cell| match setting.kind() {
        SettingKind::EndOfLife => cell.has_ended(today).then_some(Mark::Ended),
        _ if *cell == Cell::Unknown => None,
        SettingKind::Text => {
            let majority = majority
                .as_ref()
                .filter(|majority| majority.known >= MIN_SERVICES)?;
            (majority.cell != *cell).then_some(Mark::Differs)
        }
        SettingKind::Version => {
            let common = common
                .as_ref()
                .filter(|common| common.known >= MIN_SERVICES)?;
            let mark = compare_versions(cell, &common.cell)?;
            (mark == Mark::Older || majority.is_some()).then_some(mark)
        }
    });
    let marks = marks.collect();
    (majority, marks)
}

/// The mark of the version `cell` compared with the version `common`; `None` if they are equal.
fn compare_versions(cell: &Cell, common: &Cell) -> Option<Mark> {
    if cell == common {
        return None;
    }
    Some(match (cell.value(), common.value()) {
        (Some(cell), Some(common)) if version_numbers(cell) < version_numbers(common) => {
            Mark::Older
        }
        (Some(cell), Some(common)) if version_numbers(cell) > version_numbers(common) => {
            Mark::Newer
        }
        (Some(_) | None, Some(_) | None) => Mark::Differs,
    })
}

/// The most common of `cells`. If several are equally common, the newest version or the last in alphabetical order.
fn most_common<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Majority> {
    let mut counts: BTreeMap<&Cell, usize> = BTreeMap::new();
    for cell in cells.filter(|cell| **cell != Cell::Unknown) {
        *counts.entry(cell).or_default() += 1;
    }
    let known = counts.values().sum();
    let rank = |cell: &Cell| cell.value().map(version_numbers);
    let (cell, count) = counts
        .into_iter()
        .max_by_key(|(cell, count)| (*count, rank(cell)))?;
    Some(Majority {
        cell: cell.clone(),
        count,
        known,
    })
}
