//! Renders the reference of all keys as Markdown.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    REGENERATE_COMMAND, SCHEMA_FILE,
    keys::{Key, keys},
    literal::format_entry,
    page::{MarkdownPage, anchor, code},
    rule_page::link_rule,
    rules_by_key::rules_by_key,
};
use crate::rules::RuleEntry;

/// Renders the reference of all keys, table by table.
pub(super) fn render_reference() -> String {
    let keys = keys();
    let rules = rules_by_key(&keys);
    let mut page = MarkdownPage::new("Spec reference");
    page.block(format!(
        "All keys of a spec, table by table. `NAME` is a name of your choice, `[]` an item of an array. \
         [`everything.toml`](everything.toml) uses every key at least once, [`minimal.toml`](minimal.toml) only the required \
         ones. Generated from `src/spec` by `{REGENERATE_COMMAND}`."
    ));
    page.block(format!(
        "`tvgen explain KEY` shows the generated lines that a key affects. For completion and validation in an editor with a \
         TOML language server, write the schema with `tvgen schema > {SCHEMA_FILE}` and start the spec with \
         `#:schema ./{SCHEMA_FILE}`."
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
    page.heading(2, "Other rules");
    page.list(rules.get("").into_iter().flatten().map(|entry| {
        format!(
            "{}: {}",
            link_rule(entry, "rules.md"),
            entry.documentation().title
        )
    }));
    page.into_text()
}

/// Groups the keys by top-level table; the keys before the first table are one group.
fn sections(keys: &[Key]) -> impl Iterator<Item = &[Key]> {
    keys.chunk_by(|_, next| next.path.contains('.') || !is_table(next))
}

fn title(section: &[Key]) -> String {
    match section.first() {
        Some(key) if is_table(key) => code(&format!("[{}]", key.path)),
        Some(_) | None => "Top-level keys".to_owned(),
    }
}

fn is_table(key: &Key) -> bool {
    key.schema["type"] == "object"
}

fn describe(key: &Key, rules: &BTreeMap<String, Vec<&'static RuleEntry>>, page: &mut MarkdownPage) {
    let (description, default) = key.split_description();
    page.block(description);
    let mut facts = vec![format!("Type: {}", value_type(key))];
    if key.required {
        facts.push("Required".to_owned());
    }
    facts.extend(default.map(|default| format!("Default: {default}")));
    facts.extend(values(key));
    facts.extend(limits(key));
    facts.extend(examples(key));
    let rules: Vec<String> = rules
        .get(&key.path)
        .into_iter()
        .flatten()
        .map(|entry| link_rule(entry, "rules.md"))
        .collect();
    if !rules.is_empty() {
        facts.push(format!("Rules: {}", rules.join(", ")));
    }
    page.list(facts);
}

/// The type of the key's value, in words.
fn value_type(key: &Key) -> String {
    let kinds: Vec<&str> = key.shapes().into_iter().map(shape_type).collect();
    if let [kind] = kinds.as_slice()
        && *kind == "array"
    {
        let items: Vec<&str> = match key.schema["items"]["anyOf"].as_array() {
            Some(shapes) => shapes.iter().map(shape_type).collect(),
            None => vec![shape_type(&key.schema["items"])],
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

/// The type of `shape`, in one word.
fn shape_type(shape: &Value) -> &'static str {
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

/// The allowed values of the key, with their descriptions.
fn values(key: &Key) -> Option<String> {
    let items = [&key.schema["items"]];
    let shapes = key.shapes().into_iter().chain(items);
    let values = shapes
        .filter_map(|shape| shape["oneOf"].as_array())
        .flatten();
    let lines: Vec<String> = values
        .map(|value| {
            let description = value["description"].as_str().unwrap_or_default();
            let value = value["const"].as_str().unwrap_or_default();
            format!("\n  - {}: {description}", code(value))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("Values:{}", lines.concat()))
}

/// The constraints on the key's value.
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
            limits.push(format!("Pattern: {}", code(pattern)));
        }
        if let (Some(min), Some(max)) = (shape["minimum"].as_i64(), shape["maximum"].as_i64()) {
            limits.push(format!("Range: {min} to {max}"));
        }
    }
    if let Some(pattern) = key.schema["propertyNames"]["pattern"].as_str() {
        limits.push(format!("Pattern of names: {}", code(pattern)));
    }
    if key.schema["uniqueItems"] == true {
        limits.push("Items must be unique".to_owned());
    }
    limits
}

/// Examples of the key in a spec.
fn examples(key: &Key) -> Option<String> {
    let date = key.schema["format"] == "date";
    let written = |value: &Value| match value.as_str() {
        Some(day) if date => format!("{} = {day}", key.name()),
        Some(_) | None => format_entry(key.name(), value),
    };
    let examples = key.schema["examples"].as_array()?.iter();
    let examples: Vec<String> = examples.map(|value| code(&written(value))).collect();
    Some(format!("Example: {}", examples.join(", ")))
}
