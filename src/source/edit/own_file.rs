//! Maps places of the merged spec to places in the spec's own file.

use super::super::{Node, Source, Value, layer::Layer};
use crate::place::{Key, Place};

/// The spec's own file, and the merged spec that places refer to.
pub(super) struct OwnFile<'a> {
    source: &'a Source,
    root: Node,
}

impl<'a> OwnFile<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            root: Layer::new(0, &source.own.text).root,
        }
    }

    /// The position of `place` in the file, set or not; `None` for an item of a base spec.
    pub(super) fn locate(&self, place: &Place) -> Option<Place> {
        let mut merged = Some(&self.source.root);
        let mut own = Some(&self.root);
        let mut position = Place::root();
        for key in place.keys() {
            merged = merged.and_then(|node| child(node, key));
            match key {
                Key::Name(name) => {
                    own = own.and_then(|node| child(node, key));
                    position = position.key(name.clone());
                }
                Key::Item(_) => {
                    let Value::Array(items) = &own?.value else {
                        return None;
                    };
                    let span = merged?.span;
                    let number = items.iter().position(|item| item.span == span)?;
                    own = items.get(number);
                    position = position.item(number);
                }
            }
        }
        Some(position)
    }

    /// The position in the file for a new item before `place`: after the previous item that the file has, otherwise before
    /// the item at `place` if the file has it, otherwise at the end.
    pub(super) fn locate_insertion(&self, place: &Place) -> Option<Place> {
        let Some((Key::Item(number), _)) = place.keys().split_last() else {
            return None;
        };
        let array = place.parent()?;
        let position = self.locate(&array)?;
        let before = (0..*number).rev().find_map(|item| {
            let own = self.locate(&array.item(item))?;
            Some(own.keys().last()?.clone())
        });
        if let Some(Key::Item(before)) = before {
            return Some(position.item(before + 1));
        }
        let own = self.locate(place);
        Some(own.unwrap_or_else(|| position.item(usize::MAX)))
    }
}

fn child<'a>(node: &'a Node, key: &Key) -> Option<&'a Node> {
    match (&node.value, key) {
        (Value::Table(table), Key::Name(name)) => table.get(name.as_str()),
        (Value::Array(items), Key::Item(item)) => items.get(*item),
        _ => None,
    }
}
