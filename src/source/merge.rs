//! What a file says, laid on what it builds on: tables key by key, all else replaced.

use std::collections::HashMap;

use super::{
    Node, Span, Value,
    base::{EXTENDS, TEMPLATE},
    node::Table,
};
use crate::place::Place;

/// The item of an array that stands for the inherited items.
pub const SPREAD: &str = "...";

/// How many items an array can have by inheritance: one that doubles in each of fifty files would not fit any memory.
pub const MOST_ITEMS: usize = 10_000;

/// A `"..."` that was left out.
#[derive(Clone, Debug)]
pub struct LostSpread {
    /// The array that it was an item of.
    pub array: Place,
    /// Where it is written.
    pub span: Span,
    /// How many items there would be with it; `None` where there is nothing to inherit.
    pub items: Option<usize>,
}

/// Lays `own` on `bases`, each of which lies on the next, and tells each `"..."` that had to be left out.
pub(super) fn merge(own: Node, bases: Vec<Node>) -> (Node, Vec<LostSpread>) {
    let mut merger = Merger::default();
    let root = Place::root();
    let base = bases.into_iter().rev().fold(None, |below, base| {
        Some(without_its_own(merger.node(base, below, &root)))
    });
    (merger.node(own, base, &root), merger.lost)
}

/// `base`, without what names its own base, and without the questions of a template: nobody inherits these.
pub(super) fn without_its_own(mut base: Node) -> Node {
    if let Value::Table(table) = &mut base.value {
        table.shift_remove(EXTENDS);
        table.shift_remove(TEMPLATE);
    }
    base
}

#[derive(Default)]
struct Merger {
    lost: Vec<LostSpread>,
}

impl Merger {
    fn node(&mut self, own: Node, base: Option<Node>, at: &Place) -> Node {
        let base = base.map(|base| base.value);
        let value = match own.value {
            Value::Table(own) => {
                let base = if let Some(Value::Table(base)) = base {
                    base
                } else {
                    Table::new()
                };
                Value::Table(self.table(own, base, at))
            }
            Value::Array(own) => {
                let base = if let Some(Value::Array(base)) = base {
                    Some(base)
                } else {
                    None
                };
                Value::Array(self.array(own, base.as_deref(), at))
            }
            value @ (Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_)) => value,
        };
        Node { value, ..own }
    }

    /// Own keys keep their order; what is only inherited comes behind the key that it follows in the base.
    fn table(&mut self, own: Table, base: Table, at: &Place) -> Table {
        let mut shared = HashMap::new();
        let mut behind: HashMap<Option<String>, Vec<(String, Node)>> = HashMap::new();
        let mut last = None;
        for (key, node) in base {
            if own.contains_key(&key) {
                shared.insert(key.clone(), node);
                last = Some(key);
            } else {
                behind.entry(last.clone()).or_default().push((key, node));
            }
        }
        let mut merged = Table::new();
        merged.extend(behind.remove(&None).into_iter().flatten());
        for (key, node) in own {
            let node = self.node(node, shared.remove(&key), &at.key(&key));
            merged.insert(key.clone(), node);
            merged.extend(behind.remove(&Some(key)).into_iter().flatten());
        }
        merged
    }

    fn array(&mut self, own: Vec<Node>, base: Option<&[Node]>, at: &Place) -> Vec<Node> {
        let mut items: Vec<Node> = Vec::new();
        for item in own {
            if !matches!(&item.value, Value::String(text) if text == SPREAD) {
                let at = at.item(items.len());
                items.push(self.node(item, None, &at));
                continue;
            }
            let sum = base.map(|base| items.len() + base.len());
            match base {
                Some(base) if items.len() + base.len() <= MOST_ITEMS => {
                    items.extend_from_slice(base);
                }
                Some(_) | None => self.lost.push(LostSpread {
                    array: at.clone(),
                    span: item.span,
                    items: sum,
                }),
            }
        }
        items
    }
}
