//! Describes a cron schedule in words. GitHub runs schedules in UTC.

use super::{
    phrase::{self, Word},
    prelude::*,
};

use crate::{
    lang::mermaid::{self, Mermaid},
    spec::cron,
};

const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The maximum number of times, days or months to list.
const LONGEST_LIST: usize = 3;

/// The schedule on the page: in words, or else field by field.
pub(super) fn markdown(schedule: &Placed<String>) -> Text<Markdown> {
    if let Some(words) = describe(&schedule.value) {
        return phrase::markdown(&words).with_place(&schedule.place);
    }
    let fields = schedule.value.split(' ');
    let names = [
        "minute ",
        "hour ",
        "day of the month ",
        "month ",
        "day of the week ",
    ];
    let fields = names.iter().zip(fields);
    let fields = fields.map(|(name, field)| enclose(name, code(field, &schedule.place), ""));
    markdown::concat(&[
        enclose(
            "on the schedule ",
            code(&schedule.value, &schedule.place),
            "",
        ),
        markdown::literal(" in UTC ("),
        markdown::join(&fields.collect::<Vec<_>>(), ", "),
        markdown::literal(")"),
    ])
}

/// The schedule in the label of a diagram.
pub(super) fn mermaid(schedule: &Placed<String>) -> Text<Mermaid> {
    let text = match describe(&schedule.value) {
        Some(words) => phrase::mermaid(&words),
        None => mermaid::concat(&[
            mermaid::literal("schedule "),
            mermaid::text(&schedule.value),
        ]),
    };
    text.with_place(&schedule.place)
}

/// Describes the common kinds of schedules: `every Monday at 05:30 UTC`.
fn describe(schedule: &str) -> Option<Vec<Word>> {
    let [minutes, hours, days, months, weekdays] = cron::matched_values(schedule)?;
    let days = describe_days(&days, &months, &weekdays)?;
    if let ([minute], 1..=LONGEST_LIST) = (minutes.as_slice(), hours.len()) {
        let times = hours.iter().map(|hour| time(*hour, *minute)).collect();
        let words = [days, vec![Word::Literal(" at ")], list(times)].concat();
        return Some([words, vec![Word::Literal(" UTC")]].concat());
    }
    let interval = describe_interval(&minutes, &hours)?;
    Some(if matches!(days.as_slice(), [Word::Literal(EVERY_DAY)]) {
        interval
    } else {
        [days, vec![Word::Literal(", ")], interval].concat()
    })
}

const EVERY_DAY: &str = "every day";

/// Describes the days. A schedule with days of the month and of the week runs on days that match either, so it has no short
/// description.
fn describe_days(days: &[u32], months: &[u32], weekdays: &[u32]) -> Option<Vec<Word>> {
    let in_months = match months.len() {
        12 => None,
        1..=LONGEST_LIST => Some(list(
            months
                .iter()
                .map(|month| name(&MONTHS, month - 1))
                .collect(),
        )),
        _ => return None,
    };
    let (words, before_months) = match (days.len(), weekdays) {
        (31, [_, _, _, _, _, _, _]) => (vec![Word::Literal(EVERY_DAY)], " in "),
        (31, [1, 2, 3, 4, 5]) => (vec![Word::Literal("Monday to Friday")], " in "),
        (31, weekdays) => {
            let names = weekdays.iter().map(|day| name(&WEEKDAYS, *day)).collect();
            (
                [vec![Word::Literal("every ")], list(names)].concat(),
                " in ",
            )
        }
        (1..=LONGEST_LIST, [_, _, _, _, _, _, _]) => {
            let ordinals = days.iter().map(|day| ordinal(*day)).collect();
            (
                [vec![Word::Literal("on the ")], list(ordinals)].concat(),
                " of ",
            )
        }
        _ => return None,
    };
    let months = match in_months {
        Some(months) => [vec![Word::Literal(before_months)], months].concat(),
        None if before_months == " of " => vec![Word::Literal(" of every month")],
        None => Vec::new(),
    };
    Some([words, months].concat())
}

/// Describes times at regular intervals: every few hours, or within every hour.
fn describe_interval(minutes: &[u32], hours: &[u32]) -> Option<Vec<Word>> {
    let every_hour = hours.len() == 24;
    match minutes {
        [minute] if every_hour => Some(vec![
            Word::Literal("every hour at minute "),
            Word::Number(*minute),
        ]),
        [minute] => {
            let start = [vec![Word::Literal(" hours from ")], time(hours[0], *minute)].concat();
            let step = vec![Word::Literal("every "), Word::Number(step(hours, 24)?)];
            Some([step, start, vec![Word::Literal(" UTC")]].concat())
        }
        [0, ..] if every_hour => Some(vec![
            Word::Literal("every "),
            Word::Number(step(minutes, 60)?),
            Word::Literal(" minutes"),
        ]),
        _ => None,
    }
}

/// The interval between `values` in a cycle of `length`, if all intervals are equal.
fn step(values: &[u32], length: u32) -> Option<u32> {
    let step = length / u32::try_from(values.len()).ok()?;
    let next = values.iter().skip(1).copied();
    let mut next = next.chain(values.first().map(|first| first + length));
    let is_equal = values.iter().all(|value| next.next() == Some(value + step));
    is_equal.then_some(step)
}

fn time(hour: u32, minute: u32) -> Vec<Word> {
    [
        two_digits(hour),
        vec![Word::Literal(":")],
        two_digits(minute),
    ]
    .concat()
}

fn two_digits(number: u32) -> Vec<Word> {
    let zero = (number < 10).then_some(Word::Literal("0"));
    zero.into_iter().chain([Word::Number(number)]).collect()
}

fn ordinal(number: u32) -> Vec<Word> {
    let suffix = match (number, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    vec![Word::Number(number), Word::Literal(suffix)]
}

fn name(names: &'static [&'static str], index: u32) -> Vec<Word> {
    let name = usize::try_from(index)
        .ok()
        .and_then(|index| names.get(index));
    name.map(|name| Word::Literal(name)).into_iter().collect()
}

/// `a, b and c`.
fn list(items: Vec<Vec<Word>>) -> Vec<Word> {
    let count = items.len();
    let mut words = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            words.push(Word::Literal(if index + 1 == count {
                " and "
            } else {
                ", "
            }));
        }
        words.extend(item);
    }
    words
}
