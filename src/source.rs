//! What the user wrote, in one file or in several that build on each other, and where each key of it lies.

pub mod base;
pub mod decode;
pub mod edit;
pub mod file;
mod layer;
pub mod merge;
pub mod neighbours;
pub mod node;
pub mod overridden;
mod parse;
pub mod path;
pub mod positions;
pub mod surroundings;
pub mod syntax;

pub use file::{File, Span};
pub use node::{Node, Value};
pub use positions::Positions;
pub use surroundings::{Repository, Surroundings};
pub use syntax::SyntaxError;

use base::{Baseless, Chain, Found, Unread};
use merge::LostSpread;

use crate::place::{Key, Place};

/// A spec: the user's own file, laid on the file that it builds on, and so on.
#[derive(Clone, Debug)]
pub struct Source {
    /// The user's own file.
    pub own: File,
    /// The files below it, each built on the next.
    pub bases: Vec<File>,
    /// What could be read of them all, merged.
    pub root: Node,
    /// What could not.
    pub errors: Vec<SyntaxError>,
    /// Why the last of the files is not built on what it names; then `root` is a part of the spec only.
    pub baseless: Option<Baseless>,
    /// Each `"..."` that stands for nothing.
    pub lost_spreads: Vec<LostSpread>,
}

impl Source {
    /// Reads `text`, which the user calls `name` and which builds on no other file.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        let found = Found {
            id: name.clone(),
            file: File {
                name,
                text: text.into(),
            },
        };
        Self::load(found, |_| Err(Unread::default()))
    }

    /// Reads `own` and the files that it builds on, each of which `read` finds by its path.
    #[must_use]
    pub fn load(own: Found, read: impl Fn(&str) -> Result<Found, Unread>) -> Self {
        let Chain {
            own,
            bases: links,
            baseless,
        } = Chain::follow(own, read);
        let mut errors = own.layer.errors;
        let (mut bases, mut roots) = (Vec::new(), Vec::new());
        for link in links {
            errors.extend(link.layer.errors);
            roots.push(link.layer.root);
            bases.push(link.file);
        }
        let (root, mut lost_spreads) = merge::merge(own.layer.root, roots);
        if baseless.is_some() {
            // The file that is missing may well have the items.
            lost_spreads.clear();
        }
        Self {
            own: own.file,
            bases,
            root,
            errors,
            baseless,
            lost_spreads,
        }
    }

    /// The last part of the name of the user's own file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        let name = &self.own.name;
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    /// The file that `span` lies in.
    #[must_use]
    pub fn file(&self, span: Span) -> &File {
        span.file
            .checked_sub(1)
            .and_then(|base| self.bases.get(base))
            .unwrap_or(&self.own)
    }

    /// What `place` spans: a value, or the name of a table that has lines of its own; for what was left out, the nearest
    /// table written.
    #[must_use]
    pub fn span(&self, place: &Place) -> Span {
        match self.nodes(place).last() {
            Some(node) if matches!(node.value, Value::Table(_)) && !self.is_inline(node) => {
                node.key
            }
            Some(node) => node.span,
            None => Span::default(),
        }
    }

    /// Whether `node` is a table that stands between braces.
    #[must_use]
    pub fn is_inline(&self, node: &Node) -> bool {
        let text = &self.file(node.span).text;
        let written = text.get(node.span.bytes()).unwrap_or_default();
        written.starts_with('{')
    }

    /// The key that `place` ends in; for what was left out, that of the nearest table written.
    #[must_use]
    pub fn key_span(&self, place: &Place) -> Span {
        let nearest = self.nodes(place).last();
        nearest.map_or(Span::default(), |node| node.key)
    }

    /// Where the user's own file would have a key of the table at `place`: the nearest table written there.
    #[must_use]
    pub fn own_span(&self, place: &Place) -> Span {
        let own = self.nodes(place).filter(|node| node.key.file == 0);
        own.last().map_or(Span::default(), |node| node.key)
    }

    /// What is written at `place`, if anything is.
    #[must_use]
    pub fn value(&self, place: &Place) -> Option<&Value> {
        self.node(place).map(|node| &node.value)
    }

    /// What is written at `place` and where, if anything is; the whole spec is at no key.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&Node> {
        let node = self.nodes(place).last()?;
        self.is_written(place).then_some(node)
    }

    /// The bytes of the value at `place`, if it is written: of a table those of its header or its braces.
    #[must_use]
    pub fn value_span(&self, place: &Place) -> Option<Span> {
        self.node(place).map(|node| node.span)
    }

    /// Whether `place` itself is written.
    #[must_use]
    pub fn is_written(&self, place: &Place) -> bool {
        self.nodes(place).count() == place.keys().len()
    }

    /// The deepest table or array on the way to `place` that is written, or `place` itself.
    #[must_use]
    pub fn nearest(&self, place: &Place) -> Place {
        let mut place = place.clone();
        while !self.is_written(&place) {
            place = place.parent().unwrap_or_default();
        }
        place
    }

    /// The nodes on the way to `place`, as far as it is written.
    fn nodes(&self, place: &Place) -> impl Iterator<Item = &Node> {
        let mut node = &self.root;
        place.keys().iter().map_while(move |key| {
            node = match (&node.value, key) {
                (Value::Table(table), Key::Name(name)) => table.get(name.as_str())?,
                (Value::Array(items), Key::Item(item)) => items.get(*item)?,
                _ => return None,
            };
            Some(node)
        })
    }
}
