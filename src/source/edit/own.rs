//! Where the places of a spec are in the user's own file, which may say a part of it only.

use super::super::{Node, Source, Value, layer::Layer};
use crate::place::{Key, Place};

/// The user's own file beside the whole spec.
pub(super) struct Own<'a> {
    source: &'a Source,
    root: Node,
}

impl<'a> Own<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            source,
            root: Layer::new(0, &source.own.text).root,
        }
    }

    /// Where `place` is in the file, or would be; `None` for an item that comes from another file.
    pub(super) fn place(&self, place: &Place) -> Option<Place> {
        let mut whole = Some(&self.source.root);
        let mut own = Some(&self.root);
        let mut there = Place::root();
        for key in place.keys() {
            whole = whole.and_then(|node| child(node, key));
            match key {
                Key::Name(name) => {
                    own = own.and_then(|node| child(node, key));
                    there = there.key(name.clone());
                }
                Key::Item(_) => {
                    let Value::Array(items) = &own?.value else {
                        return None;
                    };
                    let span = whole?.span;
                    let number = items.iter().position(|item| item.span == span)?;
                    own = items.get(number);
                    there = there.item(number);
                }
            }
        }
        Some(there)
    }

    /// Where an item can be put into the file that is to come before what stands at `place`: behind the file's own item
    /// before it, else before its own item there, else behind all.
    pub(super) fn gap(&self, place: &Place) -> Option<Place> {
        let Some((Key::Item(number), _)) = place.keys().split_last() else {
            return None;
        };
        let array = place.parent()?;
        let there = self.place(&array)?;
        let before = (0..*number).rev().find_map(|item| {
            let own = self.place(&array.item(item))?;
            Some(own.keys().last()?.clone())
        });
        if let Some(Key::Item(before)) = before {
            return Some(there.item(before + 1));
        }
        let own = self.place(place);
        Some(own.unwrap_or_else(|| there.item(usize::MAX)))
    }
}

fn child<'a>(node: &'a Node, key: &Key) -> Option<&'a Node> {
    match (&node.value, key) {
        (Value::Table(table), Key::Name(name)) => table.get(name.as_str()),
        (Value::Array(items), Key::Item(item)) => items.get(*item),
        _ => None,
    }
}
