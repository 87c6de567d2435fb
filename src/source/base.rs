//! The files that a spec builds on, one after the other.

use super::{
    File, Span, Value,
    decode::MOST_BYTES,
    layer::Layer,
    path::{folder, join},
};

/// The key that names the file to build on.
pub const EXTENDS: &str = "extends";

/// The table of the questions that a service's spec is made by, which is of the file that has it alone.
pub const TEMPLATE: &str = "template";

/// How many files can lie below a spec.
pub const MOST_BASES: usize = 50;

/// A file, as it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file; what it names in turn is looked for from its folder.
    pub file: File,
    /// What no other file has: its path without links.
    pub id: String,
}

/// Why there is no file.
#[derive(Clone, Debug, Default)]
pub struct Unread {
    /// What kept it from being read; `None` where there is none.
    pub why: Option<String>,
    /// The names of the specs that lie in its folder.
    pub others: Vec<String>,
    /// Its location, if base specs are not allowed there.
    pub outside: Option<Outside>,
}

/// The location of a file that is not allowed as a base spec.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Its folder.
    pub folder: String,
    /// Whether the spec is in a git repository.
    pub in_git: bool,
}

/// A file that could not be built on what it names.
#[derive(Clone, Debug)]
pub struct Baseless {
    /// Where that is named.
    pub span: Span,
    /// Why it could not.
    pub why: NoBase,
}

/// Why there is nothing to build on.
#[derive(Clone, Debug)]
pub enum NoBase {
    /// What names it is no string but this.
    NoString(&'static str),
    /// What names it is empty.
    Unnamed,
    /// It could not be read.
    Unread {
        /// The path that is written.
        path: String,
        /// What kept it from being read; `None` where there is no such file.
        why: Option<String>,
        /// What could be written instead.
        others: Vec<String>,
    },
    /// It is outside of the repository, and was not read.
    Outside {
        /// The path that is written.
        path: String,
        /// Its location.
        outside: Outside,
    },
    /// These build on each other, the last on the first.
    Cycle(Vec<String>),
    /// There are more than [`MOST_BASES`].
    TooLong,
}

/// The files that build on each other.
pub(super) struct Chain {
    /// The user's own.
    pub(super) own: Link,
    /// The others, each built on the next.
    pub(super) bases: Vec<Link>,
    /// Why they end, where the last one names another.
    pub(super) baseless: Option<Baseless>,
}

/// One of the files.
pub(super) struct Link {
    /// The file.
    pub(super) file: File,
    /// What it says.
    pub(super) layer: Layer,
    id: String,
}

impl Link {
    fn new(number: usize, found: Found) -> Self {
        Self {
            layer: Layer::new(number, &found.file.text),
            file: found.file,
            id: found.id,
        }
    }

    /// What it names as its base.
    fn base(&self) -> Option<(Span, &Value)> {
        let Value::Table(table) = &self.layer.root.value else {
            return None;
        };
        let node = table.get(EXTENDS)?;
        Some((node.span, &node.value))
    }
}

impl Chain {
    /// Follows what `own` names, and what that names, as long as `read` finds it.
    pub(super) fn follow(own: Found, read: impl Fn(&str) -> Result<Found, Unread>) -> Self {
        let mut chain = Self {
            own: Link::new(0, own),
            bases: Vec::new(),
            baseless: None,
        };
        while let Some((span, value)) = chain.last().base() {
            match chain.next(value, &read) {
                Ok(found) => {
                    let number = chain.bases.len() + 1;
                    chain.bases.push(Link::new(number, found));
                }
                Err(why) => {
                    chain.baseless = Some(Baseless { span, why });
                    break;
                }
            }
        }
        chain
    }

    fn links(&self) -> impl Iterator<Item = &Link> {
        std::iter::once(&self.own).chain(&self.bases)
    }

    fn last(&self) -> &Link {
        self.bases.last().unwrap_or(&self.own)
    }

    /// The file that the last one names by `value`.
    fn next(
        &self,
        value: &Value,
        read: impl Fn(&str) -> Result<Found, Unread>,
    ) -> Result<Found, NoBase> {
        let Value::String(path) = value else {
            return Err(NoBase::NoString(value.kind()));
        };
        if path.trim().is_empty() {
            return Err(NoBase::Unnamed);
        }
        if self.bases.len() >= MOST_BASES {
            return Err(NoBase::TooLong);
        }
        let here = folder(&self.last().file.name);
        let found = read(&join(here, path)).map_err(|unread| {
            if let Some(outside) = unread.outside {
                let path = path.clone();
                return NoBase::Outside { path, outside };
            }
            let others = unread.others.iter().map(|name| join(folder(path), name));
            let is_new = |other: &String| {
                let other = join(here, other);
                self.links().all(|link| link.file.name != other)
            };
            NoBase::Unread {
                path: path.clone(),
                why: unread.why,
                others: others.filter(is_new).collect(),
            }
        })?;
        let bytes = self.links().map(|link| link.file.text.len());
        if bytes.sum::<usize>() + found.file.text.len() > MOST_BYTES {
            return Err(NoBase::Unread {
                path: path.clone(),
                why: Some("with it, the spec would have more than 256 KiB".to_owned()),
                others: Vec::new(),
            });
        }
        let circle = self.links().skip_while(|link| link.id != found.id);
        let names: Vec<String> = circle.map(|link| link.file.name.clone()).collect();
        if names.is_empty() {
            Ok(found)
        } else {
            Err(NoBase::Cycle(names))
        }
    }
}
