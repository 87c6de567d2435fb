//! Validates cron schedules as supported by GitHub: five fields of numbers and names, `*`, `,`, `-` and `/`
//! (GitHub documentation, "Events that trigger workflows": `schedule`; POSIX, crontab).

/// The minimum interval between two runs, in minutes (GitHub documentation, "Events that trigger workflows": `schedule`).
const MIN_INTERVAL: u32 = 5;

struct Field {
    name: &'static str,
    min: u32,
    max: u32,
    names: &'static [&'static str],
}

const FIELDS: [Field; 5] = [
    field("minute", 0, 59, &[]),
    field("hour", 0, 23, &[]),
    field("day of the month", 1, 31, &[]),
    field(
        "month",
        1,
        12,
        &[
            "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
        ],
    ),
    field(
        "day of the week",
        0,
        6,
        &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
    ),
];

const fn field(name: &'static str, min: u32, max: u32, names: &'static [&'static str]) -> Field {
    Field {
        name,
        min,
        max,
        names,
    }
}

/// Why `schedule` is not valid, in a few words.
#[must_use]
pub fn find_schedule_error(schedule: &str) -> Option<String> {
    let fields: Vec<&str> = schedule.split(' ').collect();
    if schedule.starts_with('@') {
        return Some("unsupported syntax".to_owned());
    }
    if fields.len() != FIELDS.len() || fields.contains(&"") {
        return Some("expected five fields".to_owned());
    }
    let mut minutes = Vec::new();
    for (field, text) in FIELDS.iter().zip(fields) {
        let Some(values) = field.values(text) else {
            return Some(format!("{}: {} to {}", field.name, field.min, field.max));
        };
        if field.name == "minute" {
            minutes = values;
        }
    }
    is_too_often(&minutes).then(|| format!("more often than every {MIN_INTERVAL} minutes"))
}

/// The values that each field of `schedule` matches: minute, hour, day of the month, month, day of the week (Sunday is 0).
#[must_use]
pub fn matched_values(schedule: &str) -> Option<[Vec<u32>; 5]> {
    let mut texts = schedule.split(' ');
    let mut matched = <[Vec<u32>; 5]>::default();
    for (field, values) in FIELDS.iter().zip(&mut matched) {
        *values = field.values(texts.next()?)?;
    }
    texts.next().is_none().then_some(matched)
}

/// Whether two of `minutes`, sorted minutes of an hour, are closer than the minimum interval.
fn is_too_often(minutes: &[u32]) -> bool {
    minutes
        .windows(2)
        .any(|pair| pair[1] - pair[0] < MIN_INTERVAL)
}

impl Field {
    /// The sorted values of `text`; `None` if it is invalid.
    fn values(&self, text: &str) -> Option<Vec<u32>> {
        let mut values = Vec::new();
        for part in text.split(',') {
            let (range, step) = match part.split_once('/') {
                Some((range, step)) => (range, Some(number(step).filter(|step| *step > 0)?)),
                None => (part, None),
            };
            let (first, last) = match range.split_once('-') {
                Some((first, last)) => (self.value(first)?, self.value(last)?),
                None if range == "*" => (self.min, self.max),
                None => {
                    let first = self.value(range)?;
                    (first, if step.is_some() { self.max } else { first })
                }
            };
            if first > last || step.is_some_and(|step| step > self.max) {
                return None;
            }
            let step = usize::try_from(step.unwrap_or(1)).ok()?;
            values.extend((first..=last).step_by(step));
        }
        values.sort_unstable();
        values.dedup();
        Some(values)
    }

    fn value(&self, text: &str) -> Option<u32> {
        let position = self
            .names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(text));
        let value = match position {
            Some(position) => self.min + u32::try_from(position).ok()?,
            None => number(text)?,
        };
        (self.min..=self.max).contains(&value).then_some(value)
    }
}

/// Parses a number of one or two digits.
fn number(text: &str) -> Option<u32> {
    let is_valid = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_valid.then(|| text.parse().ok()).flatten()
}
