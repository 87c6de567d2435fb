//! Merges a spec with its base specs: tables key by key; other values are overridden.

use std::collections::HashMap;

use super::{
    Node, Span, Value,
    base::{EXTENDS, TEMPLATE},
    node::Table,
};
use crate::place::Place;

/// The item of an array that stands for the inherited items.
pub const SPREAD: &str = "...";

/// The maximum number of items, including inherited ones: an array that doubles in each of fifty files would not fit in
/// memory.
pub const MAX_ITEMS: usize = 10_000;

/// A `"..."` that could not be replaced by inherited items.
#[derive(Clone, Debug)]
pub struct UnresolvedSpread {
    /// The array that contains it.
    pub array: Place,
    /// Its span.
    pub span: Span,
    /// The number of items, including inherited ones; `None` if nothing is inherited.
    pub items: Option<usize>,
}

/// Merges `own` with `bases`, each of which extends the next; returns each `"..."` that could not be replaced.
pub(super) fn merge(own: Node, bases: Vec<Node>) -> (Node, Vec<UnresolvedSpread>) {
    let mut merger = Merger::default();
    let root = Place::root();
    let base = bases.into_iter().rev().fold(None, |below, base| {
        Some(without_local_keys(merger.merge_nodes(base, below, &root)))
    });
    (merger.merge_nodes(own, base, &root), merger.unresolved)
}

/// Removes `extends` and the questions of a template, which are not inherited, from `base`.
pub(super) fn without_local_keys(mut base: Node) -> Node {
    if let Value::Table(table) = &mut base.value {
        table.shift_remove(EXTENDS);
        table.shift_remove(TEMPLATE);
    }
    base
}

#[derive(Default)]
struct Merger {
    unresolved: Vec<UnresolvedSpread>,
}

impl Merger {
    fn merge_nodes(&mut self, own: Node, base: Option<Node>, place: &Place) -> Node {
        let base = base.map(|base| base.value);
        let value = match own.value {
            Value::Table(own) => {
                let base = if let Some(Value::Table(base)) = base {
                    base
                } else {
                    Table::new()
                };
                Value::Table(self.merge_tables(own, base, place))
            }
            Value::Array(own) => {
                let base = if let Some(Value::Array(base)) = base {
                    Some(base)
                } else {
                    None
                };
                Value::Array(self.merge_arrays(own, base.as_deref(), place))
            }
            value @ (Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)) => value,
        };
        Node { value, ..own }
    }

    /// Own keys keep their order; an inherited key follows the key that it follows in the base spec.
    fn merge_tables(&mut self, own: Table, base: Table, place: &Place) -> Table {
        let mut shared = HashMap::new();
        let mut after: HashMap<Option<String>, Vec<(String, Node)>> = HashMap::new();
        let mut last = None;
        for (key, node) in base {
            if own.contains_key(&key) {
                shared.insert(key.clone(), node);
                last = Some(key);
            } else {
                after.entry(last.clone()).or_default().push((key, node));
            }
        }
        let mut merged = Table::new();
        merged.extend(after.remove(&None).into_iter().flatten());
        for (key, node) in own {
            let node = self.merge_nodes(node, shared.remove(&key), &place.key(&key));
            merged.insert(key.clone(), node);
            merged.extend(after.remove(&Some(key)).into_iter().flatten());
        }
        merged
    }

    fn merge_arrays(&mut self, own: Vec<Node>, base: Option<&[Node]>, place: &Place) -> Vec<Node> {
        let mut items: Vec<Node> = Vec::new();
        for item in own {
            if !matches!(&item.value, Value::String(text) if text == SPREAD) {
                let place = place.item(items.len());
                items.push(self.merge_nodes(item, None, &place));
                continue;
            }
            let sum = base.map(|base| items.len() + base.len());
            match base {
                Some(base) if items.len() + base.len() <= MAX_ITEMS => {
                    items.extend_from_slice(base);
                }
                Some(_) | None => self.unresolved.push(UnresolvedSpread {
                    array: place.clone(),
                    span: item.span,
                    items: sum,
                }),
            }
        }
        items
    }
}
