//! Finds the values of base specs that a spec overrides.

use super::{
    Node, Source, Value,
    layer::Layer,
    merge::{SPREAD, without_local_keys},
};
use crate::place::{Key, Place};

/// The files of a spec before merging.
#[derive(Debug)]
pub struct Layers(Vec<Node>);

impl Layers {
    /// Parses the files of `source`: the spec itself, then its base specs.
    #[must_use]
    pub fn new(source: &Source) -> Self {
        let own = Layer::new(0, &source.own.text).root;
        let bases = source.bases.iter().enumerate();
        let bases = bases.map(|(base, file)| Layer::new(base + 1, &file.text).root);
        Self(
            std::iter::once(own)
                .chain(bases.map(without_local_keys))
                .collect(),
        )
    }

    /// The values at `place` that are overridden, the nearest base spec first. Tables override nothing because they are
    /// merged; neither do arrays that include the inherited items.
    #[must_use]
    pub fn overridden(&self, place: &Place) -> Vec<&Node> {
        let mut values = self.0.iter().filter_map(|root| get(root, place));
        match values.next().map(|node| &node.value) {
            Some(Value::Array(items)) if !items.iter().any(is_spread) => {}
            Some(
                Value::String(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::Boolean(_)
                | Value::Datetime(_),
            ) => {}
            Some(Value::Array(_) | Value::Table(_)) | None => return Vec::new(),
        }
        values.collect()
    }
}

fn is_spread(item: &Node) -> bool {
    matches!(&item.value, Value::String(text) if text == SPREAD)
}

/// The node of `root` at `place`; `None` for an item, whose index can differ between files.
fn get<'a>(root: &'a Node, place: &Place) -> Option<&'a Node> {
    place
        .keys()
        .iter()
        .try_fold(root, |node, key| match (&node.value, key) {
            (Value::Table(table), Key::Name(name)) => table.get(name.as_str()),
            _ => None,
        })
}
