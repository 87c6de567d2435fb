//! Evaluates function calls.

use serde_json::ser::{PrettyFormatter, Serializer};

use super::{
    format,
    function::Function,
    number,
    parse::MAX_LENGTH,
    value::{Value, to_upper},
};

/// Evaluates a call. A result longer than the longest expression is unknown: nested calls could double it without limit.
pub(super) fn evaluate_call(
    function: Function,
    arguments: &[Value],
    look_up: &dyn Fn(&[&str]) -> Value,
) -> Value {
    if arguments.contains(&Value::Failed) {
        return Value::Failed;
    }
    let value = match function {
        Function::Always => return Value::Boolean(true),
        Function::Success => return look_up(&["success()"]),
        Function::Failure => return look_up(&["failure()"]),
        Function::Cancelled => return look_up(&["cancelled()"]),
        Function::HashFiles => return Value::Unknown(None),
        _ if arguments
            .iter()
            .any(|value| matches!(value, Value::Unknown(_))) =>
        {
            return Value::Unknown(None);
        }
        Function::Case => evaluate_case(arguments),
        Function::Contains => contains(&arguments[0], &arguments[1]),
        Function::StartsWith => compare_strings(arguments, |text, start| text.starts_with(start)),
        Function::EndsWith => compare_strings(arguments, |text, end| text.ends_with(end)),
        Function::Join => join(&arguments[0], arguments.get(1)),
        Function::Format => {
            let texts = arguments
                .iter()
                .filter_map(Value::to_text)
                .collect::<Vec<_>>();
            format::fill(&texts[0], &texts[1..]).map_or(Value::Failed, Value::Text)
        }
        Function::FromJson => {
            let text = arguments[0].to_text().unwrap_or_default();
            serde_json::from_str(&text).map_or(Value::Failed, |value| Value::from_json(&value))
        }
        Function::ToJson => print_json(&arguments[0]).map_or(Value::Unknown(None), Value::Text),
    };
    if matches!(&value, Value::Text(text) if text.len() > MAX_LENGTH) {
        return Value::Unknown(None);
    }
    value
}

/// The value after the first condition that is `true`; GitHub fails on a condition that is not a boolean.
fn evaluate_case(arguments: &[Value]) -> Value {
    for pair in arguments.chunks(2) {
        match pair {
            [Value::Boolean(true), value] => return value.clone(),
            [Value::Boolean(false), _] => {}
            [default] => return default.clone(),
            _ => break,
        }
    }
    Value::Failed
}

/// Whether a list has the item `item`, or a string contains `item`.
fn contains(container: &Value, item: &Value) -> Value {
    if let Some(items) = container.items() {
        let equal: Vec<Option<bool>> = items.iter().map(|known| item.equals(known)).collect();
        return match equal.contains(&Some(true)) {
            false if equal.contains(&None) => Value::Unknown(None),
            found => Value::Boolean(found),
        };
    }
    let texts = container.primitive_text().zip(item.primitive_text());
    Value::Boolean(
        texts.is_some_and(|(text, part)| text.to_lowercase().contains(&part.to_lowercase())),
    )
}

/// Applies `predicate` to both arguments as strings in upper case. The result is false for lists and objects.
fn compare_strings(arguments: &[Value], predicate: fn(&str, &str) -> bool) -> Value {
    let texts = arguments[0]
        .primitive_text()
        .zip(arguments[1].primitive_text());
    Value::Boolean(texts.is_some_and(|(text, part)| predicate(&to_upper(&text), &to_upper(&part))))
}

fn join(list: &Value, separator: Option<&Value>) -> Value {
    let Some(items) = list.items() else {
        return Value::Text(list.primitive_text().unwrap_or_default());
    };
    let separator = separator
        .and_then(Value::primitive_text)
        .unwrap_or_else(|| ",".to_owned());
    let mut joined = String::new();
    for (number, item) in items.iter().enumerate() {
        let Some(text) = item.to_text() else {
            return Value::Unknown(None);
        };
        joined.push_str(if number == 0 { "" } else { &separator });
        joined.push_str(&text);
        if joined.len() > MAX_LENGTH {
            break;
        }
    }
    Value::Text(joined)
}

/// Renders `value` as JSON, indented by two spaces.
fn print_json(value: &Value) -> Option<String> {
    let mut out = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"  ");
    let mut serializer = Serializer::with_formatter(&mut out, formatter);
    serde::Serialize::serialize(&to_json(value)?, &mut serializer).ok()?;
    String::from_utf8(out).ok()
}

fn to_json(value: &Value) -> Option<serde_json::Value> {
    Some(match value {
        Value::Text(text) => text.as_str().into(),
        // JSON has no infinite numbers and no NaN.
        Value::Number(number) => {
            serde_json::from_str(&number::print_exact(*number)).unwrap_or_default()
        }
        Value::Boolean(flag) => (*flag).into(),
        Value::Null => serde_json::Value::Null,
        Value::List(items) | Value::Selection(items) => items
            .iter()
            .map(to_json)
            .collect::<Option<Vec<_>>>()?
            .into(),
        Value::Object(entries) => {
            let entry = |(key, value): &(String, Value)| Some((key.clone(), to_json(value)?));
            serde_json::Value::Object(entries.iter().map(entry).collect::<Option<_>>()?)
        }
        Value::Unknown(_) | Value::Failed => return None,
    })
}
