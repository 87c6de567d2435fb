//! The reference of the keys, as Markdown.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    REFRESH, SCHEMA_FILE,
    keys::{Key, keys},
    literal::entry,
    page::{Page, anchor, code},
    pointed::pointed,
    rules::link,
};
use crate::rules::Entry;

/// The reference: every key, table by table.
pub(super) fn reference() -> String {
    let keys = keys();
    let rules = pointed(&keys);
    let mut page = Page::new("The keys of a spec");
    page.block(format!(
        "Every key that a spec can have, table by table. `NAME` stands for a name of your own, `[]` for an item of an array. \
         [`everything.toml`](everything.toml) has them all, once at least, [`minimal.toml`](minimal.toml) those that every spec \
         must have. Made from `src/spec`: `{REFRESH}` makes it anew."
    ));
    page.block(format!(
        "`tvgen explain KEY` shows the lines that a key reaches. With `#:schema ./{SCHEMA_FILE}` as its first line, and the file \
         that `tvgen schema > {SCHEMA_FILE}` writes beside it, an editor with a TOML language server completes and checks a spec \
         as it is typed."
    ));
    page.heading(2, "Tables");
    page.list(sections(&keys).map(|section| {
        let title = title(section);
        format!("[{title}](#{})", anchor(&title))
    }));
    for section in sections(&keys) {
        page.heading(2, &title(section));
        for (number, key) in section.iter().enumerate() {
            if number > 0 || !is_table(key) {
                page.heading(3, &code(&key.path));
            }
            describe(key, &rules, &mut page);
        }
    }
    page.heading(2, "Rules of no one key");
    page.list(rules.get("").into_iter().flatten().map(|entry| {
        format!(
            "{}: {}",
            link(entry, "rules.md"),
            entry.documentation().title
        )
    }));
    page.text()
}

/// The keys, parted where a table of the file begins; what stands above all tables is one part.
fn sections(keys: &[Key]) -> impl Iterator<Item = &[Key]> {
    keys.chunk_by(|_, next| next.path.contains('.') || !is_table(next))
}

fn title(section: &[Key]) -> String {
    match section.first() {
        Some(key) if is_table(key) => code(&format!("[{}]", key.path)),
        Some(_) | None => "Above all tables".to_owned(),
    }
}

fn is_table(key: &Key) -> bool {
    key.schema["type"] == "object"
}

fn describe(key: &Key, rules: &BTreeMap<String, Vec<&'static Entry>>, page: &mut Page) {
    let (what, default) = key.parts();
    page.block(what);
    let mut facts = vec![format!("Type: {}", kind(key))];
    if key.required {
        facts.push("It must be written.".to_owned());
    }
    facts.extend(default.map(|default| format!("Default: {default}")));
    facts.extend(values(key));
    facts.extend(limits(key));
    facts.extend(examples(key));
    let rules: Vec<String> = rules
        .get(&key.path)
        .into_iter()
        .flatten()
        .map(|entry| link(entry, "rules.md"))
        .collect();
    if !rules.is_empty() {
        facts.push(format!("Rules: {}", rules.join(", ")));
    }
    page.list(facts);
}

/// What a value of the key is, in words.
fn kind(key: &Key) -> String {
    let kinds: Vec<&str> = key.shapes().into_iter().map(one).collect();
    if let [kind] = kinds.as_slice()
        && *kind == "array"
    {
        let items: Vec<&str> = match key.schema["items"]["anyOf"].as_array() {
            Some(shapes) => shapes.iter().map(one).collect(),
            None => vec![one(&key.schema["items"])],
        };
        return format!(
            "array of {}",
            items
                .iter()
                .map(|kind| format!("{kind}s"))
                .collect::<Vec<_>>()
                .join(" and ")
        );
    }
    kinds.join(" or ")
}

/// What `shape` is, in a word.
fn one(shape: &Value) -> &'static str {
    match shape["type"].as_str() {
        Some("object") => "table",
        Some("array") => "array",
        Some("integer") => "integer",
        Some("number") => "number",
        Some("boolean") => "boolean",
        Some("string") if shape["format"] == "date" => "date",
        _ => "string",
    }
}

/// The words that the key can be, each with what it means.
fn values(key: &Key) -> Option<String> {
    let items = [&key.schema["items"]];
    let words = key.shapes().into_iter().chain(items);
    let words = words
        .filter_map(|shape| shape["oneOf"].as_array())
        .flatten();
    let words: Vec<String> = words
        .map(|word| {
            let what = word["description"].as_str().unwrap_or_default();
            let word = word["const"].as_str().unwrap_or_default();
            format!("\n  - {}: {what}", code(word))
        })
        .collect();
    (!words.is_empty()).then(|| format!("Values:{}", words.concat()))
}

/// The limits of the key's value.
fn limits(key: &Key) -> Vec<String> {
    let mut limits = Vec::new();
    let mut shapes = vec![
        &key.schema,
        &key.schema["items"],
        &key.schema["additionalProperties"],
    ];
    if key.schema["anyOf"].is_array() {
        shapes.extend(key.shapes());
    }
    for shape in shapes {
        if let Some(pattern) = shape["pattern"].as_str() {
            limits.push(format!("Form: {}", code(pattern)));
        }
        if let (Some(least), Some(most)) = (shape["minimum"].as_i64(), shape["maximum"].as_i64()) {
            limits.push(format!("From {least} to {most}"));
        }
    }
    if let Some(pattern) = key.schema["propertyNames"]["pattern"].as_str() {
        limits.push(format!("Form of its keys: {}", code(pattern)));
    }
    if key.schema["uniqueItems"] == true {
        limits.push("No item twice".to_owned());
    }
    limits
}

/// How the key is written.
fn examples(key: &Key) -> Option<String> {
    let date = key.schema["format"] == "date";
    let written = |value: &Value| match value.as_str() {
        Some(day) if date => format!("{} = {day}", key.name()),
        Some(_) | None => entry(key.name(), value),
    };
    let examples = key.schema["examples"].as_array()?.iter();
    let examples: Vec<String> = examples.map(|value| code(&written(value))).collect();
    Some(format!("Example: {}", examples.join(", ")))
}
