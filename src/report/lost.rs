//! What rendering would lose, and how to keep it.

use std::fmt::Write;

use super::drift::numbered;
use crate::{
    drift::{self, State},
    emit::keep,
    workspace::Target,
};

/// How many lines are shown.
const MOST_LINES: usize = 8;

/// Which lines of the file of `target` would be lost, and why they are not written over.
#[must_use]
pub fn lines(target: &Target) -> String {
    let path = target.path.display();
    let disk = target.disk.as_deref().unwrap_or_default();
    if target.state == State::Foreign {
        let lines = disk.lines().count();
        let all = match lines {
            0 => "it".to_owned(),
            1 => "its line".to_owned(),
            _ => format!("its {lines} lines"),
        };
        return format!("{path} was not made by tvgen, and {all} would be lost");
    }
    let runs = drift::changed(&target.artifact, disk);
    if runs.is_empty() {
        let lines = disk.lines().count();
        return format!(
            "{path} was edited by hand, and something of its {lines} lines would be lost"
        );
    }
    let mut text = format!(
        "{path} was edited by hand, and {} would be lost",
        numbered(&runs)
    );
    if target.is_behind() {
        text.push_str(" (some may only be older than the spec, which has changed since)");
    }
    let numbers: Vec<usize> = runs.into_iter().flatten().collect();
    let lines: Vec<&str> = disk.lines().collect();
    for number in numbers.iter().take(MOST_LINES) {
        let line = lines.get(number - 1).copied().unwrap_or_default();
        let _ = write!(text, "\n{number:>6} | {line}");
    }
    if numbers.len() > MOST_LINES {
        let _ = write!(text, "\n       | and {} more", numbers.len() - MOST_LINES);
    }
    text
}

/// How to keep them, or to lose them.
#[must_use]
pub fn help(target: &Target) -> String {
    let keep = keep(target.artifact.name);
    if target.is_edited_from_spec() {
        format!(
            "`tvgen absorb` takes into the spec what that can say. To keep the rest, {keep}. --dry-run shows what would \
             change; --force replaces the file."
        )
    } else {
        format!(
            "Write what you want to keep into the spec; for what no key says, {keep}. --dry-run shows what would change; \
             --force replaces the file."
        )
    }
}

/// Why nothing of the file of `target` was absorbed.
#[must_use]
pub fn not_absorbed(target: &Target) -> &'static str {
    if target.state == State::Foreign {
        "Nothing of it was absorbed: only what tvgen rendered can be."
    } else if !target.is_behind() {
        "Nothing of it was absorbed: it has too many lines, or bytes that are no UTF-8."
    } else {
        "Nothing of it was absorbed: put the spec back as it was, absorb, then change it again."
    }
}

/// Why the file of `target` keeps `fleet set` from changing its service; or from rendering it, if the file `base` changes that
/// it extends.
#[must_use]
pub fn not_changed(target: &Target, base: Option<&str>) -> String {
    let (path, spec) = (target.path.display(), &target.spec);
    let left = match base {
        Some(base) => format!(
            "the files of this service are left as they are, and are not what {spec} says once {base} has changed"
        ),
        None => "nothing of this service is changed".to_owned(),
    };
    if target.state == State::Foreign {
        let help = match base {
            Some(_) => format!("\nMove it away, then run `tvgen render {spec}`"),
            None => String::new(),
        };
        format!("error: {path} was not made by tvgen: {left}{help}")
    } else {
        format!(
            "error: {path} was edited by hand: {left}\n`tvgen absorb {spec}` takes the edit into the spec, \
             `tvgen render {spec} --force` drops it"
        )
    }
}
