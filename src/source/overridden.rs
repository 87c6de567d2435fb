//! What the files of a spec say that does not count, because a file that builds on them says something else.

use super::{
    Node, Source, Value,
    layer::Layer,
    merge::{SPREAD, without_its_own},
};
use crate::place::{Key, Place};

/// What each file of a spec says by itself.
#[derive(Debug)]
pub struct Layers(Vec<Node>);

impl Layers {
    /// Those of `source`: of the user's own file, then of what it builds on, and so on.
    #[must_use]
    pub fn new(source: &Source) -> Self {
        let own = Layer::new(0, &source.own.text).root;
        let bases = source.bases.iter().enumerate();
        let bases = bases.map(|(base, file)| Layer::new(base + 1, &file.text).root);
        Self(
            std::iter::once(own)
                .chain(bases.map(without_its_own))
                .collect(),
        )
    }

    /// What the files below the one that says what is at `place` say there instead, the nearest first. A table overrides
    /// nothing: it is merged; nor does an array that keeps the inherited items.
    #[must_use]
    pub fn overridden(&self, place: &Place) -> Vec<&Node> {
        let mut said = self.0.iter().filter_map(|root| below(root, place));
        match said.next().map(|node| &node.value) {
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
        said.collect()
    }
}

fn is_spread(item: &Node) -> bool {
    matches!(&item.value, Value::String(text) if text == SPREAD)
}

/// What `root` says at `place`; nothing of an item, which an array of another file need not have at the same place.
fn below<'a>(root: &'a Node, place: &Place) -> Option<&'a Node> {
    place
        .keys()
        .iter()
        .try_fold(root, |node, key| match (&node.value, key) {
            (Value::Table(table), Key::Name(name)) => table.get(name.as_str()),
            _ => None,
        })
}
