//! Cron schedules as GitHub takes them: five fields of numbers and names, `*`, `,`, `-` and `/`
//! (GitHub documentation, "Events that trigger workflows": `schedule`; POSIX, crontab).

/// The fewest minutes between two runs (the same documentation).
const SHORTEST_MINUTES: u32 = 5;

struct Field {
    name: &'static str,
    least: u32,
    most: u32,
    words: &'static [&'static str],
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

const fn field(name: &'static str, least: u32, most: u32, words: &'static [&'static str]) -> Field {
    Field {
        name,
        least,
        most,
        words,
    }
}

/// What keeps GitHub from taking `schedule`, in a few words.
#[must_use]
pub fn fault(schedule: &str) -> Option<String> {
    let texts: Vec<&str> = schedule.split(' ').collect();
    if schedule.starts_with('@') {
        return Some("a word, not a schedule".to_owned());
    }
    if texts.len() != FIELDS.len() || texts.contains(&"") {
        return Some("not five fields".to_owned());
    }
    let mut minutes = Vec::new();
    for (field, text) in FIELDS.iter().zip(texts) {
        let Some(values) = field.values(text) else {
            return Some(format!("{}: {} to {}", field.name, field.least, field.most));
        };
        if field.name == "minute" {
            minutes = values;
        }
    }
    is_too_often(&minutes).then(|| format!("more than every {SHORTEST_MINUTES} minutes"))
}

/// Whether two of `minutes` of an hour are nearer than a run can follow another.
fn is_too_often(minutes: &[u32]) -> bool {
    minutes
        .windows(2)
        .any(|pair| pair[1] - pair[0] < SHORTEST_MINUTES)
}

impl Field {
    /// The values that `text` names, in order; `None` where it names others.
    fn values(&self, text: &str) -> Option<Vec<u32>> {
        let mut values = Vec::new();
        for part in text.split(',') {
            let (range, step) = match part.split_once('/') {
                Some((range, step)) => (range, Some(number(step).filter(|step| *step > 0)?)),
                None => (part, None),
            };
            let (first, last) = match range.split_once('-') {
                Some((first, last)) => (self.value(first)?, self.value(last)?),
                None if range == "*" => (self.least, self.most),
                None => {
                    let first = self.value(range)?;
                    (first, if step.is_some() { self.most } else { first })
                }
            };
            if first > last || step.is_some_and(|step| step > self.most) {
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
        let word = self
            .words
            .iter()
            .position(|word| word.eq_ignore_ascii_case(text));
        let value = match word {
            Some(position) => self.least + u32::try_from(position).ok()?,
            None => number(text)?,
        };
        (self.least..=self.most).contains(&value).then_some(value)
    }
}

/// A number of one digit or two.
fn number(text: &str) -> Option<u32> {
    let fits = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}
