//! Finds the place of a table, a key or an array item such as `base.packages[libpq]`, as listed in `keep`.

use crate::{
    place::Place,
    source::{Source, Value},
};

/// Finds the place that `text` names in `source`, if it is set. An item is named by its text or, for a table, its `name`.
#[must_use]
pub fn find_place(source: &Source, text: &str) -> Option<Place> {
    let item = text.strip_suffix(']').and_then(|text| text.split_once('['));
    let Some((array, wanted)) = item else {
        let place = Place::parse(text)?;
        return source.is_set(&place).then_some(place);
    };
    let array = Place::parse(array)?;
    let Some(Value::Array(items)) = source.value(&array) else {
        return None;
    };
    let named = items.iter().position(|item| match &item.value {
        Value::String(text) => text == wanted,
        Value::Table(table) => {
            let name = table.get("name").map(|name| &name.value);
            matches!(name, Some(Value::String(name)) if name == wanted)
        }
        Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => false,
    });
    named.map(|item| array.item(item))
}

/// Whether the value at `place` is set in the spec itself and not in a base spec.
#[must_use]
pub fn is_in_own_file(source: &Source, place: &Place) -> bool {
    source.value_span(place).is_some_and(|span| span.file == 0)
}
