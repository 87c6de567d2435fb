//! A spec and its base specs, merged, with the location of each key.

pub mod base;
pub mod compile_inputs;
pub mod decode;
pub mod edit;
pub mod file;
pub mod in_memory;
mod layer;
pub mod merge;
pub mod node;
pub mod overridden;
mod parse;
pub mod path;
pub mod positions;
pub mod syntax;

pub use compile_inputs::{CompileInputs, Repository};
pub use file::{File, Span};
pub use node::{Node, Value};
pub use positions::Positions;
pub use syntax::SyntaxError;

use base::{Chain, ExtendsError, LoadedFile, MissingBase};
use merge::UnresolvedSpread;

use crate::place::{Key, Place};

/// A spec, merged with the base specs that it extends.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file of the spec itself.
    pub own: File,
    /// The base specs; each extends the next.
    pub bases: Vec<File>,
    /// The merged content, as far as it could be parsed.
    pub root: Node,
    /// The syntax errors of all files.
    pub errors: Vec<SyntaxError>,
    /// A base spec that could not be loaded; then `root` is incomplete.
    pub missing_base: Option<MissingBase>,
    /// Each `"..."` that could not be replaced by inherited items.
    pub unresolved_spreads: Vec<UnresolvedSpread>,
}

impl Source {
    /// Parses `text` as a spec named `name` without base specs.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        let found = LoadedFile {
            id: name.clone(),
            file: File {
                name,
                text: text.into(),
            },
        };
        Self::load(found, |_| Err(ExtendsError::default()))
    }

    /// Parses `own` and the base specs that it extends, which `read` loads by path.
    #[must_use]
    pub fn load(own: LoadedFile, read: impl Fn(&str) -> Result<LoadedFile, ExtendsError>) -> Self {
        let Chain {
            own,
            bases: links,
            missing_base,
        } = Chain::follow(own, read);
        let mut errors = own.layer.errors;
        let (mut bases, mut roots) = (Vec::new(), Vec::new());
        for link in links {
            errors.extend(link.layer.errors);
            roots.push(link.layer.root);
            bases.push(link.file);
        }
        let (root, mut unresolved_spreads) = merge::merge(own.layer.root, roots);
        if missing_base.is_some() {
            // The missing base spec may have the items.
            unresolved_spreads.clear();
        }
        Self {
            own: own.file,
            bases,
            root,
            errors,
            missing_base,
            unresolved_spreads,
        }
    }

    /// The file name of the spec, without its folder.
    #[must_use]
    pub fn file_name(&self) -> &str {
        let name = &self.own.name;
        name.rsplit(['/', '\\']).next().unwrap_or(name)
    }

    /// The file that contains `span`.
    #[must_use]
    pub fn file(&self, span: Span) -> &File {
        span.file
            .checked_sub(1)
            .and_then(|base| self.bases.get(base))
            .unwrap_or(&self.own)
    }

    /// The span of `place`: a value, or the name of a table with a header. If `place` is not set, that of the nearest table.
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

    /// Whether `node` is an inline table.
    #[must_use]
    pub fn is_inline(&self, node: &Node) -> bool {
        let text = &self.file(node.span).text;
        let written = text.get(node.span.bytes()).unwrap_or_default();
        written.starts_with('{')
    }

    /// The span of the last key of `place`. If `place` is not set, that of the nearest table.
    #[must_use]
    pub fn key_span(&self, place: &Place) -> Span {
        let nearest = self.nodes(place).last();
        nearest.map_or(Span::default(), |node| node.key)
    }

    /// The span of the nearest table in the spec's own file, where a key of the table at `place` can be added.
    #[must_use]
    pub fn own_span(&self, place: &Place) -> Span {
        let own = self.nodes(place).filter(|node| node.key.file == 0);
        own.last().map_or(Span::default(), |node| node.key)
    }

    /// The value at `place`, if it is set.
    #[must_use]
    pub fn value(&self, place: &Place) -> Option<&Value> {
        self.node(place).map(|node| &node.value)
    }

    /// The node at `place`, if it is set; `None` for the whole spec.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&Node> {
        let node = self.nodes(place).last()?;
        self.is_set(place).then_some(node)
    }

    /// The span of the value at `place`, if it is set; of a table, its header or its braces.
    #[must_use]
    pub fn value_span(&self, place: &Place) -> Option<Span> {
        self.node(place).map(|node| node.span)
    }

    /// Whether `place` is set.
    #[must_use]
    pub fn is_set(&self, place: &Place) -> bool {
        self.nodes(place).count() == place.keys().len()
    }

    /// `place` if it is set, otherwise the deepest enclosing table or array that is.
    #[must_use]
    pub fn nearest_set(&self, place: &Place) -> Place {
        let mut place = place.clone();
        while !self.is_set(&place) {
            place = place.parent().unwrap_or_default();
        }
        place
    }

    /// The nodes on the path to `place`, as far as they are set.
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
