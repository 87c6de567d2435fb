//! What an answer keeps: a table, a key, or an item of an array by what it says: `base.packages[libpq]`.

use crate::{
    place::Place,
    source::{Source, Value},
};

/// The place in `source` that `text` names, if something is written there. An item is named by its text, or by the `name` of
/// the table that it is.
#[must_use]
pub fn find(source: &Source, text: &str) -> Option<Place> {
    let item = text.strip_suffix(']').and_then(|text| text.split_once('['));
    let Some((array, wanted)) = item else {
        let place = Place::parse(text)?;
        return source.is_written(&place).then_some(place);
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

/// Whether the user's own file says what stands at `place`, and no file that it builds on.
#[must_use]
pub fn is_own(source: &Source, place: &Place) -> bool {
    source.value_span(place).is_some_and(|span| span.file == 0)
}
