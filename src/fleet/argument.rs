//! Parses keys and values given on the command line.

use crate::{
    place::Place,
    source::{
        Node, Value,
        edit::{self, NewValue},
    },
    spec::schema,
};

/// Parses `key`, such as `base.ruby`.
///
/// # Errors
/// If `key` is malformed.
pub fn parse_key(key: &str) -> Result<Place, String> {
    Place::parse(key)
        .filter(|place| !place.keys().is_empty())
        .ok_or_else(|| format!("`{key}` is not a key: write a path such as `base.ruby`"))
}

/// Parses `text` as the value of `place`: TOML, or unquoted text if a string is expected.
///
/// # Errors
/// If `text` does not have an expected type.
pub fn parse_value(place: &Place, text: &str) -> Result<NewValue, String> {
    let types = schema::type_names(place);
    let expects = |name: &str| types.is_empty() || types.contains(&name);
    let parsed = edit::parse_value(text);
    let value = match parsed.as_ref() {
        Some(Value::String(text)) if expects("a string") => Some(NewValue::String(text.clone())),
        Some(Value::Integer(Some(number))) if expects("an integer") => {
            Some(NewValue::Integer(*number))
        }
        Some(Value::Boolean(flag)) if expects("a boolean") => Some(NewValue::Boolean(*flag)),
        Some(Value::Array(items)) if expects("an array") => strings(items).map(NewValue::Strings),
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
    let is_quoted = text.trim_start().starts_with(['[', '{', '"', '\'']);
    let unquoted = || {
        let is_string = expects("a string") && !is_quoted;
        is_string.then(|| NewValue::String(text.to_owned()))
    };
    value.or_else(unquoted).ok_or_else(|| {
        let mut types = types.clone();
        types.dedup();
        if types.contains(&"a table") {
            format!("`{place}` is a table: set its keys one by one, such as `{place}.KEY`")
        } else {
            let expected = types.join(" or ");
            format!("`{text}` is not a valid `{place}`: expected {expected}")
        }
    })
}

/// Converts `items` to strings, if all of them are strings.
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
