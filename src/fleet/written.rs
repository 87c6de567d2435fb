//! A key and a value as they are written on the command line.

use crate::{
    place::Place,
    source::{
        Node, Value,
        edit::{self, Said},
    },
    spec::schema,
};

/// The place that `key` names: `base.ruby`.
///
/// # Errors
/// If it names none.
pub fn place(key: &str) -> Result<Place, String> {
    Place::parse(key)
        .filter(|place| !place.keys().is_empty())
        .ok_or_else(|| format!("`{key}` is no key: write it as in `base.ruby`"))
}

/// The value that `text` is at `place`: TOML, or a bare word where a string is wanted.
///
/// # Errors
/// If it can be none there.
pub fn value(place: &Place, text: &str) -> Result<Said, String> {
    let kinds = schema::kinds(place);
    let has = |kind: &str| kinds.is_empty() || kinds.contains(&kind);
    let read = edit::value(text);
    let said = match read.as_ref() {
        Some(Value::String(text)) if has("a string") => Some(Said::String(text.clone())),
        Some(Value::Integer(Some(number))) if has("an integer") => Some(Said::Integer(*number)),
        Some(Value::Boolean(flag)) if has("a boolean") => Some(Said::Boolean(*flag)),
        Some(Value::Array(items)) if has("an array") => strings(items).map(Said::Strings),
        Some(
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)
            | Value::Table(_)
            | Value::Array(_),
        )
        | None => None,
    };
    let is_bracketed = text.trim_start().starts_with(['[', '{', '"', '\'']);
    let bare = || (has("a string") && !is_bracketed).then(|| Said::String(text.to_owned()));
    said.or_else(bare).ok_or_else(|| {
        let mut kinds = kinds.clone();
        kinds.dedup();
        if kinds.contains(&"a table") {
            format!("`{place}` is a table: set its keys one by one, as in `{place}.KEY`")
        } else {
            format!(
                "`{text}` cannot be `{place}`, which is {}",
                kinds.join(" or ")
            )
        }
    })
}

/// `items` as strings, if all of them are.
fn strings(items: &[Node]) -> Option<Vec<String>> {
    let items = items.iter().map(|item| match &item.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Table(_)
        | Value::Array(_) => None,
    });
    items.collect()
}
