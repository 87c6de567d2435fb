//! A source, read: the spec, and every place where it does not have the shape of one. Never one fault only.

use serde_json::{Map, Value as Json};

use super::{
    Spec,
    schema::{SCHEMA, resolve},
};
use crate::{
    finding::{Finding, Severity, Spot, nearest, one_of},
    lang::line::first_break,
    source::{Key, Node, Place, Source, Value},
};

/// What could be read of a source.
#[derive(Debug)]
pub struct Reading {
    /// The spec, without what has not the shape of one.
    pub spec: Spec,
    /// What has not the shape of a spec.
    pub findings: Vec<Finding>,
    gaps: Vec<(Place, usize)>,
}

impl Reading {
    /// Where `place` of the spec is in the source: items that could not be read are missing in the one, not in the other.
    #[must_use]
    pub fn restore(&self, place: &Place) -> Place {
        self.gaps
            .iter()
            .fold(place.clone(), |place, (array, gone)| {
                place.after_gap(array, *gone)
            })
    }
}

/// Keys of the format that this version cannot render yet.
const LATER: &[&str] = &[
    "requires",
    "extends",
    "notify",
    "hooks",
    "make",
    "actions",
    "lints",
    "cache.rebuild",
    "deploy.modules",
    "workflow.check_drift",
    "outputs.review_cleanup",
    "outputs.cache_rebuild",
    "outputs.manual_deploy",
    "outputs.docs",
];

/// Values of the format that this version cannot render yet, with the last key of their place.
const LATER_VALUES: &[(&str, &str)] = &[("mode", "gha"), ("on", "manual")];

/// Reads `source`.
#[must_use]
pub fn read(source: &Source) -> Reading {
    let mut reader = Reader {
        findings: Vec::new(),
        gaps: Vec::new(),
    };
    for error in &source.errors {
        let at = Spot::Bytes(error.span.clone());
        reader
            .report("TV0001", "syntax-error", at, error.message.clone())
            .label("not TOML")
            .help("mend this first: what follows may have been read another way than it was meant");
    }
    let json = reader.value(
        &source.root,
        &SCHEMA,
        &Place::root(),
        !source.errors.is_empty(),
    );
    // What does not fit the schema is not in `json`, and the schema was made from `Spec`.
    let spec = serde_json::from_value(json.unwrap_or_default()).unwrap_or_default();
    Reading {
        spec,
        findings: reader.findings,
        gaps: reader.gaps,
    }
}

struct Reader {
    findings: Vec<Finding>,
    gaps: Vec<(Place, usize)>,
}

impl Reader {
    /// `node` as the schema's value; `None`, and a finding, where it is none. `torn`: parts of it could not be parsed.
    fn value(&mut self, node: &Node, schema: &Json, at: &Place, torn: bool) -> Option<Json> {
        let shapes = shapes(schema);
        let fitting: Vec<&Json> = shapes
            .iter()
            .copied()
            .filter(|shape| kind(shape) == node.value.kind())
            .collect();
        let Some(shape) = fitting.first() else {
            self.wrong_type(node, &shapes, at);
            return None;
        };
        match &node.value {
            Value::Table(_) => Some(self.table(node, shape, at, torn)),
            Value::Array(items) => Some(self.array(items, &shape["items"], at)),
            Value::String(text) => self.string(text, &fitting, at),
            Value::Integer(Some(number)) => Some((*number).into()),
            Value::Integer(None) => {
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
            Value::Boolean(flag) => Some((*flag).into()),
            Value::Datetime(day) => Some(day.as_str().into()),
            Value::Float(_) => None,
        }
    }

    fn table(&mut self, node: &Node, shape: &Json, at: &Place, torn: bool) -> Json {
        let mut json = Map::new();
        let Value::Table(table) = &node.value else {
            return Json::Object(json);
        };
        for (key, value) in table {
            let place = at.key(key);
            if let Some(c) = first_break(key) {
                self.control_character(c, &place);
                continue;
            }
            let known = shape
                .get("properties")
                .and_then(|properties| properties.get(key));
            let named = shape
                .get("additionalProperties")
                .filter(|schema| schema.is_object());
            let Some(schema) = known.or(named) else {
                self.unknown_key(key, shape, &place);
                continue;
            };
            if let Some(value) = self.value(value, schema, &place, torn) {
                json.insert(key.clone(), value);
            }
        }
        let required = shape
            .get("required")
            .and_then(Json::as_array)
            .into_iter()
            .flatten();
        for key in required
            .filter_map(Json::as_str)
            .filter(|key| !table.contains_key(*key) && !torn)
        {
            let described = shape["properties"][key]["description"]
                .as_str()
                .unwrap_or_default();
            let whose = if at.keys().is_empty() {
                "the spec".to_owned()
            } else {
                format!("`{at}`")
            };
            let help = format!("add `{}`: {}", example(at, key), uncapitalised(described));
            self.report(
                "TV0004",
                "missing-key",
                Spot::Place(at.clone()),
                format!("{whose} has no `{key}`"),
            )
            .label(format!("`{key}` is missing"))
            .help(help);
        }
        Json::Object(json)
    }

    fn array(&mut self, items: &[Node], schema: &Json, at: &Place) -> Json {
        let mut read = Vec::new();
        for (item, node) in items.iter().enumerate() {
            match self.value(node, schema, &at.item(item), false) {
                Some(value) => read.push(value),
                None => self.gaps.push((at.clone(), item)),
            }
        }
        Json::Array(read)
    }

    fn string(&mut self, text: &str, shapes: &[&Json], at: &Place) -> Option<Json> {
        let known: Vec<&str> = shapes
            .iter()
            .filter_map(|shape| shape.get("const")?.as_str())
            .collect();
        if known.is_empty()
            && !has_its_own_rule(at)
            && let Some(c) = first_break(text)
        {
            self.control_character(c, at);
            return None;
        }
        if known.is_empty() || known.contains(&text) {
            return Some(text.into());
        }
        if LATER_VALUES.contains(&(last_name(at).as_str(), text)) {
            self.later(&format!("`{at} = \"{text}\"`"), at);
        } else {
            self.report(
                "TV0005",
                "unknown-value",
                Spot::Place(at.clone()),
                format!("`{at}` cannot be `{text}`"),
            )
            .label("not one of its values")
            .help(one_of(text, known));
        }
        None
    }

    fn unknown_key(&mut self, key: &str, shape: &Json, at: &Place) {
        if LATER.contains(&at.to_string().as_str()) {
            self.later(&format!("`{at}`"), at);
            return;
        }
        let known = shape["properties"]
            .as_object()
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str);
        let help = match nearest(key, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
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

    fn control_character(&mut self, c: char, at: &Place) {
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

    fn later(&mut self, what: &str, at: &Place) {
        let version = env!("CARGO_PKG_VERSION");
        self.report(
            "TV0006",
            "not-yet-supported",
            Spot::Key(at.clone()),
            format!("tvgen {version} cannot render {what}"),
        )
        .label("part of the format, not of this version")
        .help("leave it out, or wait for the version that renders it");
    }

    fn wrong_type(&mut self, node: &Node, shapes: &[&Json], at: &Place) {
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

    fn report(
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

/// What a character that no line can carry is called.
#[must_use]
pub fn break_name(c: char) -> String {
    match c {
        '\n' | '\r' => "a line break".to_owned(),
        c => format!("the control character U+{:04X}", u32::from(c)),
    }
}

/// Whether a rule of its own speaks of line breaks at `at`: titles and commands.
fn has_its_own_rule(at: &Place) -> bool {
    let keys: Vec<&str> = at.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["service", "title"] | ["assets" | "smoke_test", "command"] | ["javascript", "build"]
    ) || matches!(keys.as_slice(), ["stages", _, "command" | "run", ..])
}

/// The shapes that `schema` allows, without the `null` of what may be left out.
fn shapes(schema: &Json) -> Vec<&Json> {
    let schema = resolve(&SCHEMA, schema);
    let alternatives = schema
        .get("anyOf")
        .or_else(|| schema.get("oneOf"))
        .and_then(Json::as_array);
    match alternatives {
        Some(alternatives) => alternatives.iter().flat_map(shapes).collect(),
        None if schema.get("type").and_then(Json::as_str) == Some("null") => Vec::new(),
        None => vec![schema],
    }
}

/// The type that `shape` wants, as one says it.
fn kind(shape: &Json) -> &'static str {
    let types = &shape["type"];
    let named = types.as_str().or_else(|| {
        types
            .as_array()?
            .iter()
            .filter_map(Json::as_str)
            .find(|kind| *kind != "null")
    });
    match named {
        Some("string") if shape.get("format").and_then(Json::as_str) == Some("date") => "a date",
        Some("string") => "a string",
        Some("integer") => "an integer",
        Some("boolean") => "a boolean",
        Some("array") => "an array",
        _ => "a table",
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

fn last_name(at: &Place) -> String {
    let text = at.to_string();
    text.rsplit('.').next().unwrap_or_default().to_owned()
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
