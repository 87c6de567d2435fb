//! What is said of a value that has not the shape of a spec.

use serde_json::{Map, Value as Json};

use super::Reader;
use crate::{
    finding::{Finding, Severity, Spot, did_you_mean, nearest, one_of},
    place::{Key, Place},
    source::{Node, Value},
    spec::schema::kind,
};

impl Reader {
    /// A key that the format has not.
    pub(super) fn unknown_key(&mut self, key: &str, shape: &Json, at: &Place) {
        let known = shape["properties"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str);
        let help = match nearest(key, known.clone()) {
            Some(near) => did_you_mean(near),
            None => format!(
                "known here: {}",
                known
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.report(
            "TV0002",
            "unknown-key",
            Spot::Key(at.clone()),
            format!("there is no key `{at}`"),
        )
        .label("unknown key")
        .help(help);
    }

    /// `key` is not there; a key with a typing error in it has been reported already, after the first `said` findings.
    pub(super) fn missing_key(&mut self, key: &str, shape: &Json, at: &Place, said: usize) {
        let misspelt = self.findings[said..].iter().any(|finding| {
            finding.help.as_deref() == Some(did_you_mean(key).as_str())
                && matches!(&finding.at, Spot::Key(unknown) if unknown.parent().as_ref() == Some(at))
        });
        if misspelt {
            return;
        }
        let described = shape["properties"][key]["description"]
            .as_str()
            .unwrap_or_default();
        let whose = whose(at);
        // No file can add to an item that another one has.
        let is_in_item = at.keys().iter().any(|key| key.name().is_none());
        let missing = if is_in_item {
            Spot::Place(at.clone())
        } else {
            Spot::Missing(at.clone())
        };
        let help = format!("add `{}`: {}", example(at, key), uncapitalised(described));
        self.report(
            "TV0004",
            "missing-key",
            missing,
            format!("{whose} has no `{key}`"),
        )
        .label(format!("`{key}` is missing"))
        .help(help);
    }

    /// A word that is none of those that the key can have.
    pub(super) fn unknown_value(&mut self, text: &str, known: Vec<&str>, at: &Place) {
        let keys: Vec<&str> = at.keys().iter().filter_map(Key::name).collect();
        let (code, name) = match keys.as_slice() {
            ["scan", "severity"] => ("TV1004", "unknown-severity"),
            _ => ("TV0005", "unknown-value"),
        };
        self.report(
            code,
            name,
            Spot::Place(at.clone()),
            format!("`{at}` cannot be `{text}`"),
        )
        .label("not one of its values")
        .help(one_of(text, known));
    }

    /// A character that no line can carry.
    pub(super) fn control_character(&mut self, c: char, at: &Place) {
        let what = break_name(c);
        let help = if matches!(c, '\n' | '\r') {
            "write it on one line"
        } else {
            "take it out"
        };
        self.report(
            "TV0007",
            "control-character",
            Spot::Place(at.clone()),
            format!("`{at}` has {what} in it"),
        )
        .label(format!("has {what}"))
        .help(help);
    }

    /// A value of another type.
    pub(super) fn wrong_type(&mut self, node: &Node, shapes: &[&Json], at: &Place) {
        let mut kinds: Vec<&str> = shapes.iter().map(|shape| kind(shape)).collect();
        kinds.dedup();
        let expected = kinds.join(" or ");
        let found = node.value.kind();
        self.report(
            "TV0003",
            "wrong-type",
            Spot::Place(at.clone()),
            format!("`{at}` is {found}, not {expected}"),
        )
        .label(format!("expected {expected}"))
        .help(instead(node, &kinds, at));
    }

    /// Reports a table or an array with more than `most` entries.
    pub(super) fn too_many(&mut self, entries: usize, most: usize, at: &Place) {
        let whose = whose(at);
        self.report(
            "TV0012",
            "too-many-entries",
            Spot::Place(at.clone()),
            format!("{whose} has {entries} entries"),
        )
        .label("not read")
        .help(format!("write at most {most}"));
    }

    /// A number that does not fit: it has no value.
    pub(super) fn too_large(&mut self, at: &Place) -> Option<Json> {
        self.report(
            "TV0003",
            "wrong-type",
            Spot::Place(at.clone()),
            format!("`{at}` is too large a number"),
        )
        .label("more than 64 bits")
        .help("write a smaller number");
        None
    }

    /// A fault, at its place.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        name: &str,
        at: Spot,
        message: String,
    ) -> &mut Finding {
        self.findings
            .push(Finding::new(code, name, Severity::Error, at, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// The table at `at`, as one speaks of it.
fn whose(at: &Place) -> String {
    if at.keys().is_empty() {
        "the spec".to_owned()
    } else {
        format!("`{at}`")
    }
}

/// What a character that no line can carry is called.
#[must_use]
pub fn break_name(c: char) -> String {
    match c {
        '\n' | '\r' => "a line break".to_owned(),
        c => format!("the control character U+{:04X}", u32::from(c)),
    }
}

/// What to write instead of a value of another type.
fn instead(node: &Node, kinds: &[&str], at: &Place) -> String {
    let wants = |kind| kinds.contains(&kind);
    let value = match &node.value {
        Value::Integer(Some(number)) if wants("a string") => Some(format!("\"{number}\"")),
        Value::Float(number) if wants("a string") => Some(format!("\"{number}\"")),
        Value::Boolean(flag) if wants("a string") => Some(format!("\"{flag}\"")),
        Value::String(text) if wants("an array") => Some(format!("[{text:?}]")),
        Value::String(text) if wants("an integer") => {
            text.parse::<i64>().is_ok().then(|| text.clone())
        }
        Value::String(text) if wants("a boolean") => {
            text.parse::<bool>().is_ok().then(|| text.clone())
        }
        Value::Table(_)
        | Value::Array(_)
        | Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => None,
    };
    match (value, at.keys().last()) {
        (Some(value), Some(Key::Name(name))) => format!("write `{name} = {value}`"),
        (Some(value), _) => format!("write `{value}`"),
        (None, Some(Key::Name(_))) if kinds == ["a table"] => {
            format!("write `[{at}]` and its keys below it")
        }
        (None, _) => format!("write {}", kinds.join(" or ")),
    }
}

/// How the key that is missing at `at` is written.
fn example(at: &Place, key: &str) -> String {
    match (at.to_string().as_str(), key) {
        ("", "spec") => "spec = 1".to_owned(),
        ("", table) => format!("[{table}]"),
        _ => format!("{key} = …"),
    }
}

fn uncapitalised(text: &str) -> String {
    let first = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let mut letters = first.chars();
    letters.next().map_or(String::new(), |letter| {
        letter.to_lowercase().chain(letters).collect()
    })
}
