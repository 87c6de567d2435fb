//! Reports values that do not match the schema of a spec.

use regex::Regex;
use serde_json::{Map, Value as Json};

use super::Reader;
use crate::{
    finding::{Finding, Location, Severity, did_you_mean, find_nearest, suggest},
    place::{Key, Place},
    source::{Node, Value},
    spec::schema::type_name,
};

impl Reader {
    /// Reports an unknown key.
    pub(super) fn report_unknown_key(&mut self, key: &str, shape: &Json, place: &Place) {
        let known = shape["properties"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str);
        let help = match find_nearest(key, known.clone()) {
            Some(near) => did_you_mean(near),
            None => format!(
                "write one of {}",
                known
                    .map(|key| format!("`{key}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        self.report(
            "TV0002",
            "unknown-key",
            Location::Key(place.clone()),
            format!("unknown key `{place}`"),
        )
        .label("not a key of the spec")
        .help(help);
    }

    /// Reports that `key` is missing, unless a finding from `first_finding` on reports a misspelling of it.
    pub(super) fn report_missing_key(
        &mut self,
        key: &str,
        shape: &Json,
        place: &Place,
        first_finding: usize,
    ) {
        let is_misspelt = self.findings[first_finding..].iter().any(|finding| {
            finding.help.as_deref() == Some(did_you_mean(key).as_str())
                && matches!(&finding.location, Location::Key(unknown) if unknown.parent().as_ref() == Some(place))
        });
        if is_misspelt {
            return;
        }
        let description = shape["properties"][key]["description"]
            .as_str()
            .unwrap_or_default();
        let table = table_name(place);
        // Other files in the chain of base specs cannot add keys to an item.
        let is_in_item = place.keys().iter().any(|key| key.name().is_none());
        let missing = if is_in_item {
            Location::Place(place.clone())
        } else {
            Location::Missing(place.clone())
        };
        let help = format!(
            "add `{}`: {}",
            example(place, key),
            first_sentence(description)
        );
        self.report(
            "TV0004",
            "missing-key",
            missing,
            format!("{table} has no `{key}`"),
        )
        .label(format!("`{key}` is missing"))
        .help(help);
    }

    /// Reports a string that is not one of the allowed values.
    pub(super) fn report_unknown_value(&mut self, text: &str, known: Vec<&str>, place: &Place) {
        let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
        let (code, name) = match keys.as_slice() {
            ["scan", "severity"] => ("TV1004", "unknown-severity"),
            _ => ("TV0005", "unknown-value"),
        };
        self.report(
            code,
            name,
            Location::Place(place.clone()),
            format!("unknown value `{text}` for `{place}`"),
        )
        .label("not an allowed value")
        .help(suggest(text, known));
    }

    /// Reports a control character.
    pub(super) fn report_control_character(&mut self, c: char, place: &Place) {
        let name = control_character_name(c);
        let help = if matches!(c, '\n' | '\r') {
            "write it on one line"
        } else {
            "remove it"
        };
        self.report(
            "TV0007",
            "control-character",
            Location::Place(place.clone()),
            format!("`{place}` contains {name}"),
        )
        .label(format!("contains {name}"))
        .help(help);
    }

    /// Reports a value of the wrong type.
    pub(super) fn report_wrong_type(&mut self, node: &Node, shapes: &[&Json], place: &Place) {
        let mut kinds: Vec<&str> = shapes.iter().map(|shape| type_name(shape)).collect();
        kinds.dedup();
        let expected = kinds.join(" or ");
        let found = node.value.type_name();
        self.report(
            "TV0003",
            "wrong-type",
            Location::Place(place.clone()),
            format!("`{place}` is {found}, not {expected}"),
        )
        .label(format!("expected {expected}"))
        .help(wrong_type_help(node, &kinds, shapes, place));
    }

    /// Reports a table or an array with more than `limit` entries.
    pub(super) fn report_too_many(&mut self, entries: usize, limit: usize, place: &Place) {
        let table = table_name(place);
        self.report(
            "TV0012",
            "too-many-entries",
            Location::Place(place.clone()),
            format!("{table} has {entries} entries"),
        )
        .label("ignored")
        .help(format!("write at most {limit}"));
    }

    /// Reports an integer that does not fit in 64 bits.
    pub(super) fn report_too_large(&mut self, place: &Place) -> Option<Json> {
        self.report(
            "TV0003",
            "wrong-type",
            Location::Place(place.clone()),
            format!("`{place}` is too large"),
        )
        .label("does not fit in 64 bits")
        .help("write a smaller number");
        None
    }

    /// Adds an error.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        name: &str,
        location: Location,
        message: String,
    ) -> &mut Finding {
        self.findings
            .push(Finding::new(code, name, Severity::Error, location, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }
}

/// The name of the table at `place` in messages.
fn table_name(place: &Place) -> String {
    if place.keys().is_empty() {
        "the spec".to_owned()
    } else {
        format!("`{place}`")
    }
}

/// The name of a control character in messages.
#[must_use]
pub fn control_character_name(c: char) -> String {
    match c {
        '\n' | '\r' => "a line break".to_owned(),
        c => format!("the control character U+{:04X}", u32::from(c)),
    }
}

/// The fix for a value of the wrong type, where `kinds` are expected.
fn wrong_type_help(node: &Node, kinds: &[&str], shapes: &[&Json], place: &Place) -> String {
    let expects = |kind| kinds.contains(&kind);
    let value = match &node.value {
        Value::Integer(Some(number)) if expects("a string") => Some(format!("\"{number}\"")),
        Value::Float(number) if expects("a string") => Some(format!("\"{number}\"")),
        Value::Boolean(flag) if expects("a string") => Some(format!("\"{flag}\"")),
        Value::String(text) if expects("an array") => Some(format!("[{text:?}]")),
        Value::String(text) if expects("an integer") => {
            text.parse::<i64>().is_ok().then(|| text.clone())
        }
        Value::String(text) if expects("a boolean") => {
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
    let value = value.map(|value| valid_example(&value, shapes).unwrap_or(value));
    match (value, place.keys().last()) {
        (Some(value), Some(Key::Name(name))) => format!("write `{name} = {value}`"),
        (Some(value), _) => format!("write `{value}`"),
        (None, Some(Key::Name(_))) if kinds == ["a table"] => {
            format!("write `[{place}]` with its keys below")
        }
        (None, _) => format!("write {}", kinds.join(" or ")),
    }
}

/// The example of a string whose pattern does not match `value`, a TOML value; `None` if `value` can be valid.
fn valid_example(value: &str, shapes: &[&Json]) -> Option<String> {
    let text = value.strip_prefix('"')?.strip_suffix('"')?;
    let shape = shapes.iter().find(|shape| shape.get("pattern").is_some())?;
    let pattern = Regex::new(shape.get("pattern")?.as_str()?).ok()?;
    let example = shape.get("examples")?.get(0)?.as_str()?;
    (!pattern.is_match(text)).then(|| format!("\"{example}\""))
}

/// An example of the key `key` that is missing at `place`.
fn example(place: &Place, key: &str) -> String {
    match (place.to_string().as_str(), key) {
        ("", "spec") => "spec = 1".to_owned(),
        ("", table) => format!("[{table}]"),
        _ => format!("{key} = …"),
    }
}

/// The first sentence of `description`, with a lower-case initial and no period.
fn first_sentence(description: &str) -> String {
    let text = description.replace('\n', " ");
    let first = text.split(". ").next().unwrap_or_default();
    let mut letters = first.trim_end_matches('.').chars();
    letters.next().map_or(String::new(), |letter| {
        letter.to_lowercase().chain(letters).collect()
    })
}
