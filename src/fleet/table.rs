//! Services by settings, those marked that differ from what most of them have.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::setting::{ALL, Cell, Kind, Setting};
use crate::catalogue::numbers;

/// A service of a fleet.
#[derive(Clone, Debug)]
pub struct Row {
    /// The spec, as the user named it or as it was found.
    pub spec: String,
    /// What the service is called, if its spec says so.
    pub name: Option<String>,
    /// What it has of each of [`ALL`].
    pub cells: Vec<Cell>,
    /// How many files its spec renders; none if it has errors.
    pub files: Option<usize>,
    /// How many of them are not what the spec says, with those that are left over from an earlier one.
    pub drifted: usize,
    /// How many errors its spec has.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

/// What most services have of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usual {
    /// It.
    pub cell: Cell,
    /// How many have it.
    pub count: usize,
    /// Of how many it is known what they have.
    pub known: usize,
}

/// Why a cell stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is an older version than most have.
    Older,
    /// It is a newer version than most have.
    Newer,
    /// It is not what most have.
    Differs,
    /// It is a day that has come.
    Ended,
}

impl Mark {
    /// The word for it.
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

/// Services by settings.
#[derive(Clone, Debug)]
pub struct Table {
    /// The services, in the order of their specs.
    pub rows: Vec<Row>,
    /// What most of them have of each of [`ALL`], where most have one thing.
    pub usual: Vec<Option<Usual>>,
    /// For each row, why each of its cells stands out, if it does.
    pub marks: Vec<Vec<Option<Mark>>>,
}

/// How many services there must be before one can stand out.
const FEWEST: usize = 3;

impl Table {
    /// The table of `rows`; ends of life are compared with `today`.
    #[must_use]
    pub fn new(rows: Vec<Row>, today: Date) -> Self {
        let column = |number: usize| rows.iter().filter_map(move |row| row.cells.get(number));
        let columns = ALL.iter().enumerate();
        let marked = columns.map(|(number, setting)| marks(*setting, column(number), today));
        let (usual, columns): (Vec<_>, Vec<_>) = marked.unzip();
        let of_row = |row: usize| columns.iter().map(|column: &Vec<_>| column[row]).collect();
        Self {
            marks: (0..rows.len()).map(of_row).collect(),
            usual,
            rows,
        }
    }

    /// Whether all services have the same of the setting with the number `number`, as far as it is known.
    #[must_use]
    pub fn is_shared(&self, number: usize) -> bool {
        let usual = self.usual.get(number).and_then(Option::as_ref);
        usual.is_some_and(|usual| usual.count == usual.known)
    }

    /// What the service with the number `number` is called: by its spec if it has no name, with its spec if another has the name
    /// too.
    #[must_use]
    pub fn name(&self, number: usize) -> String {
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

    /// What all services have of the setting with the number `number`, if they share it.
    #[must_use]
    pub fn shared(&self, number: usize) -> Option<&Cell> {
        let usual = self.usual.get(number)?.as_ref()?;
        self.is_shared(number).then_some(&usual.cell)
    }

    /// Why that stands out, if it does.
    #[must_use]
    pub fn shared_mark(&self, number: usize) -> Option<Mark> {
        self.marks.iter().find_map(|marks| marks[number])
    }
}

/// What most of `cells` are, which are those of `setting`, and why each of them stands out, if it does.
///
/// What two thirds have is what most have; whatever is something else stands out. Where no value is so common, a version stands out
/// that is older than the most common one. An end of life stands out when it has come.
fn marks<'a>(
    setting: Setting,
    cells: impl Iterator<Item = &'a Cell> + Clone,
    today: Date,
) -> (Option<Usual>, Vec<Option<Mark>>) {
    let common = most_common(cells.clone());
    let usual = common
        .clone()
        .filter(|usual| usual.count * 3 >= usual.known * 2);
    let marks = cells.map(|cell| match setting.kind() {
        Kind::End => cell.has_ended(today).then_some(Mark::Ended),
        _ if *cell == Cell::Unknown => None,
        Kind::Word => {
            let usual = usual.as_ref().filter(|usual| usual.known >= FEWEST)?;
            (usual.cell != *cell).then_some(Mark::Differs)
        }
        Kind::Version => {
            let common = common.as_ref().filter(|common| common.known >= FEWEST)?;
            let mark = compared(cell, &common.cell)?;
            (mark == Mark::Older || usual.is_some()).then_some(mark)
        }
    });
    let marks = marks.collect();
    (usual, marks)
}

/// How the version `cell` stands out beside the version `common`; not at all if they are the same.
fn compared(cell: &Cell, common: &Cell) -> Option<Mark> {
    if cell == common {
        return None;
    }
    Some(match (cell.value(), common.value()) {
        (Some(cell), Some(common)) if numbers(cell) < numbers(common) => Mark::Older,
        (Some(cell), Some(common)) if numbers(cell) > numbers(common) => Mark::Newer,
        (Some(_) | None, Some(_) | None) => Mark::Differs,
    })
}

/// The most common of `cells`; of several the newest version, or the last in the alphabet.
fn most_common<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<Usual> {
    let mut counts: BTreeMap<&Cell, usize> = BTreeMap::new();
    for cell in cells.filter(|cell| **cell != Cell::Unknown) {
        *counts.entry(cell).or_default() += 1;
    }
    let known = counts.values().sum();
    let rank = |cell: &Cell| cell.value().map(numbers);
    let (cell, count) = counts
        .into_iter()
        .max_by_key(|(cell, count)| (*count, rank(cell)))?;
    Some(Usual {
        cell: cell.clone(),
        count,
        known,
    })
}
