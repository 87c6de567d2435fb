//! A file of TOML that is changed in place: the only file that knows the editor of TOML.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::{Said, array};
use crate::place::{Key, Place};

/// A file, with what its text has and its values have not.
pub(super) struct Document {
    tables: DocumentMut,
    mark: bool,
    crlf: bool,
}

/// What a place lies in.
enum Container<'a> {
    Table(&'a mut Table),
    Inline(&'a mut InlineTable),
    Array(&'a mut Array),
    Tables(&'a mut ArrayOfTables),
}

/// The byte order mark, which some editors begin a file with.
const MARK: char = '\u{feff}';

impl Document {
    /// Reads `text`; `None` if it is no TOML.
    pub(super) fn new(text: &str) -> Option<Self> {
        let plain = text.strip_prefix(MARK).unwrap_or(text);
        Some(Self {
            tables: plain.replace("\r\n", "\n").parse().ok()?,
            mark: text.starts_with(MARK),
            crlf: plain.contains("\r\n"),
        })
    }

    /// The text, with line ends as they were.
    pub(super) fn text(&self) -> String {
        let text = self.tables.to_string();
        let text = if self.crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        if self.mark {
            format!("{MARK}{text}")
        } else {
            text
        }
    }

    /// Writes `said` at `place`; `None` if a table is there.
    pub(super) fn set(&mut self, place: &Place, said: &Said) -> Option<()> {
        let new = value(said);
        match self.parent(place)? {
            (Container::Table(table), Key::Name(name)) => match table.get_mut(name) {
                Some(Item::Value(old)) => change(old, said),
                Some(Item::None) | None => {
                    table.insert(name, Item::Value(new));
                }
                Some(Item::Table(_) | Item::ArrayOfTables(_)) => return None,
            },
            (Container::Inline(table), Key::Name(name)) => match table.get_mut(name) {
                Some(old) => change(old, said),
                None => add(table, name, new),
            },
            (Container::Array(array), Key::Item(item)) => replace(array.get_mut(*item)?, new),
            _ => return None,
        }
        Some(())
    }

    /// Puts `item` at `place`; what is there moves behind it. Where there is no array yet, one is made.
    pub(super) fn insert(&mut self, place: &Place, item: &str) -> Option<()> {
        let item = value(&Said::String(item.to_owned()));
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

    /// Takes away what is at `place`; `None` if there is nothing.
    pub(super) fn remove(&mut self, place: &Place) -> Option<()> {
        match self.parent(place)? {
            (Container::Table(table), Key::Name(name)) => table.remove(name).map(|_| ()),
            (Container::Inline(table), Key::Name(name)) => take(table, name),
            (Container::Array(array), Key::Item(item)) => array::remove(array, *item),
            (Container::Tables(tables), Key::Item(item)) if *item < tables.len() => {
                tables.remove(*item);
                Some(())
            }
            _ => None,
        }
    }

    /// What `place` lies in, tables made where they are missing, and its last key.
    fn parent<'a>(&mut self, place: &'a Place) -> Option<(Container<'_>, &'a Key)> {
        let (last, way) = place.keys().split_last()?;
        let mut here = Container::Table(self.tables.as_table_mut());
        for (depth, key) in way.iter().enumerate() {
            let is_last = depth + 1 == way.len();
            let holds_items = matches!(place.keys().get(depth + 1), Some(Key::Item(_)));
            here = match (here, key) {
                (Container::Table(table), Key::Name(name)) => {
                    if table.get(name).is_none() && !holds_items {
                        let mut new = Table::new();
                        new.set_implicit(!is_last);
                        table.insert(name, Item::Table(new));
                    }
                    below(table.get_mut(name)?)?
                }
                (Container::Inline(table), Key::Name(name)) => inside(table.get_mut(name)?)?,
                (Container::Array(array), Key::Item(item)) => inside(array.get_mut(*item)?)?,
                (Container::Tables(tables), Key::Item(item)) => {
                    Container::Table(tables.get_mut(*item)?)
                }
                _ => return None,
            };
        }
        Some((here, last))
    }
}

/// `said` as TOML.
pub(super) fn value(said: &Said) -> Value {
    match said {
        Said::String(text) => text.as_str().into(),
        Said::Integer(number) => (*number).into(),
        Said::Boolean(flag) => (*flag).into(),
        Said::Strings(items) => items.iter().map(String::as_str).collect(),
    }
}

/// `name` as a key.
pub(super) fn key(name: &str) -> String {
    toml_edit::Key::new(name).to_string()
}

/// What the item `item` holds.
fn below(item: &mut Item) -> Option<Container<'_>> {
    match item {
        Item::Table(table) => Some(Container::Table(table)),
        Item::ArrayOfTables(tables) => Some(Container::Tables(tables)),
        Item::Value(value) => inside(value),
        Item::None => None,
    }
}

fn inside(value: &mut Value) -> Option<Container<'_>> {
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

/// Adds `value` as `name` behind all else in `table`.
fn add(table: &mut InlineTable, name: &str, mut value: Value) {
    // The space before the closing brace belongs to what stands before it.
    if let Some((_, last)) = table.iter_mut().last() {
        let end = last.decor().suffix().cloned().unwrap_or_default();
        last.decor_mut().set_suffix("");
        value.decor_mut().set_prefix(" ");
        value.decor_mut().set_suffix(end);
    }
    table.insert(name, value);
}

/// Takes `name` out of `table`; the space before the closing brace stays. `None` if there is none.
fn take(table: &mut InlineTable, name: &str) -> Option<()> {
    let gone = table.remove(name)?;
    let end = gone.decor().suffix().cloned().unwrap_or_default();
    if let Some((_, last)) = table.iter_mut().last() {
        last.decor_mut().set_suffix(end);
    }
    Some(())
}

/// Writes `said` where `old` stands; of an array of strings the items that stay keep their lines and comments.
fn change(old: &mut Value, said: &Said) {
    if let (Value::Array(array), Said::Strings(items)) = (&mut *old, said)
        && array::rewrite(array, items).is_some()
    {
        return;
    }
    replace(old, value(said));
}

/// Writes `new` where `old` stands, with the comments around it, and in quotes of the same kind.
fn replace(old: &mut Value, new: Value) {
    let decor = old.decor().clone();
    let written = old.to_string();
    *old = match new
        .as_str()
        .filter(|_| written.trim_start().starts_with('\''))
    {
        Some(text) => {
            // A quote in it would end it, and begin something else.
            let parsed: Option<Value> = format!("'{text}'").parse().ok();
            let same = parsed.filter(|value| value.as_str() == Some(text));
            same.unwrap_or_else(|| text.into())
        }
        None => new,
    };
    *old.decor_mut() = decor;
}
