//! Edits a TOML document in place: the only module that uses the TOML editor.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::{NewValue, array};
use crate::place::{Key, Place};

/// A document, with its byte order mark and line endings.
pub(super) struct Document {
    toml: DocumentMut,
    has_bom: bool,
    has_crlf: bool,
}

/// The container of a place.
enum Container<'a> {
    Table(&'a mut Table),
    Inline(&'a mut InlineTable),
    Array(&'a mut Array),
    Tables(&'a mut ArrayOfTables),
}

/// The byte order mark at the start of some files.
const BOM: char = '\u{feff}';

impl Document {
    /// Parses `text`; `None` if it is not TOML.
    pub(super) fn new(text: &str) -> Option<Self> {
        let content = text.strip_prefix(BOM).unwrap_or(text);
        Some(Self {
            toml: content.replace("\r\n", "\n").parse().ok()?,
            has_bom: text.starts_with(BOM),
            has_crlf: content.contains("\r\n"),
        })
    }

    /// The text, with the original line endings.
    pub(super) fn text(&self) -> String {
        let text = self.toml.to_string();
        let text = if self.has_crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        if self.has_bom {
            format!("{BOM}{text}")
        } else {
            text
        }
    }

    /// Sets the value at `place`; `None` if a table is there.
    pub(super) fn set(&mut self, place: &Place, new_value: &NewValue) -> Option<()> {
        let new = to_toml(new_value);
        match self.parent(place)? {
            (Container::Table(table), Key::Name(name)) => match table.get_mut(name) {
                Some(Item::Value(old)) => update(old, new_value),
                Some(Item::None) | None => {
                    table.insert(name, Item::Value(new));
                }
                Some(Item::Table(_) | Item::ArrayOfTables(_)) => return None,
            },
            (Container::Inline(table), Key::Name(name)) => match table.get_mut(name) {
                Some(old) => update(old, new_value),
                None => append(table, name, new),
            },
            (Container::Array(array), Key::Item(item)) => replace(array.get_mut(*item)?, new),
            _ => return None,
        }
        Some(())
    }

    /// Inserts `item` at `place`, before the item there. Creates a missing array.
    pub(super) fn insert(&mut self, place: &Place, item: &str) -> Option<()> {
        let item = to_toml(&NewValue::String(item.to_owned()));
        if let Some((Container::Array(array), Key::Item(number))) = self.parent(place) {
            array::insert(array, *number, item);
            return Some(());
        }
        let array = place.parent()?;
        match self.parent(&array)? {
            (Container::Table(table), Key::Name(name)) if table.get(name).is_none() => {
                table.insert(name, Item::Value(Array::from_iter([item]).into()));
                Some(())
            }
            _ => None,
        }
    }

    /// Removes the value at `place`; `None` if there is none.
    pub(super) fn remove(&mut self, place: &Place) -> Option<()> {
        match self.parent(place)? {
            (Container::Table(table), Key::Name(name)) => table.remove(name).map(|_| ()),
            (Container::Inline(table), Key::Name(name)) => remove_entry(table, name),
            (Container::Array(array), Key::Item(item)) => array::remove(array, *item),
            (Container::Tables(tables), Key::Item(item)) if *item < tables.len() => {
                tables.remove(*item);
                Some(())
            }
            _ => None,
        }
    }

    /// The container of `place`, with missing tables created, and the last key of `place`.
    fn parent<'a>(&mut self, place: &'a Place) -> Option<(Container<'_>, &'a Key)> {
        let (last, path) = place.keys().split_last()?;
        let mut container = Container::Table(self.toml.as_table_mut());
        for (depth, key) in path.iter().enumerate() {
            let is_last = depth + 1 == path.len();
            let is_array = matches!(place.keys().get(depth + 1), Some(Key::Item(_)));
            container = match (container, key) {
                (Container::Table(table), Key::Name(name)) => {
                    if table.get(name).is_none() && !is_array {
                        let mut new = Table::new();
                        new.set_implicit(!is_last);
                        table.insert(name, Item::Table(new));
                    }
                    open_item(table.get_mut(name)?)?
                }
                (Container::Inline(table), Key::Name(name)) => open_value(table.get_mut(name)?)?,
                (Container::Array(array), Key::Item(item)) => open_value(array.get_mut(*item)?)?,
                (Container::Tables(tables), Key::Item(item)) => {
                    Container::Table(tables.get_mut(*item)?)
                }
                _ => return None,
            };
        }
        Some((container, last))
    }
}

/// Converts a value to TOML.
pub(super) fn to_toml(new_value: &NewValue) -> Value {
    match new_value {
        NewValue::String(text) => text.as_str().into(),
        NewValue::Integer(number) => (*number).into(),
        NewValue::Boolean(flag) => (*flag).into(),
        NewValue::Strings(items) => items.iter().map(String::as_str).collect(),
    }
}

/// `name` as a TOML key.
pub(super) fn format_key(name: &str) -> String {
    toml_edit::Key::new(name).to_string()
}

/// `item` as a container.
fn open_item(item: &mut Item) -> Option<Container<'_>> {
    match item {
        Item::Table(table) => Some(Container::Table(table)),
        Item::ArrayOfTables(tables) => Some(Container::Tables(tables)),
        Item::Value(value) => open_value(value),
        Item::None => None,
    }
}

fn open_value(value: &mut Value) -> Option<Container<'_>> {
    match value {
        Value::InlineTable(table) => Some(Container::Inline(table)),
        Value::Array(array) => Some(Container::Array(array)),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => None,
    }
}

/// Adds `value` as `name` at the end of `table`.
fn append(table: &mut InlineTable, name: &str, mut value: Value) {
    // The space before the closing brace is the suffix of the last value.
    if let Some((_, last)) = table.iter_mut().last() {
        let end = last.decor().suffix().cloned().unwrap_or_default();
        last.decor_mut().set_suffix("");
        value.decor_mut().set_prefix(" ");
        value.decor_mut().set_suffix(end);
    }
    table.insert(name, value);
}

/// Removes `name` from `table`, but keeps the space before the closing brace. `None` if there is no such key.
fn remove_entry(table: &mut InlineTable, name: &str) -> Option<()> {
    let removed = table.remove(name)?;
    let end = removed.decor().suffix().cloned().unwrap_or_default();
    if let Some((_, last)) = table.iter_mut().last() {
        last.decor_mut().set_suffix(end);
    }
    Some(())
}

/// Replaces `old`; unchanged items of an array of strings keep their lines and comments.
fn update(old: &mut Value, new_value: &NewValue) {
    if let (Value::Array(array), NewValue::Strings(items)) = (&mut *old, new_value)
        && array::rewrite(array, items).is_some()
    {
        return;
    }
    replace(old, to_toml(new_value));
}

/// Replaces `old` by `new`, with the same comments around it and the same kind of quotes.
fn replace(old: &mut Value, new: Value) {
    let decor = old.decor().clone();
    let old_text = old.to_string();
    *old = match new
        .as_str()
        .filter(|_| old_text.trim_start().starts_with('\''))
    {
        Some(text) => {
            // A quote in the text would end the literal string.
            let parsed: Option<Value> = format!("'{text}'").parse().ok();
            let literal = parsed.filter(|value| value.as_str() == Some(text));
            literal.unwrap_or_else(|| text.into())
        }
        None => new,
    };
    *old.decor_mut() = decor;
}
