//! Loads the chain of base specs that a spec extends.

use super::{
    File, Span, Value,
    decode::MAX_BYTES,
    layer::Layer,
    path::{folder, join},
};

/// The key that names the base spec.
pub const EXTENDS: &str = "extends";

/// The table with the questions of a template, which is not inherited.
pub const TEMPLATE: &str = "template";

/// The maximum number of base specs of a spec.
pub const MAX_BASES: usize = 50;

/// A file that was loaded.
#[derive(Clone, Debug)]
pub struct LoadedFile {
    /// The file; its own `extends` is relative to its folder.
    pub file: File,
    /// A unique id: the canonical path.
    pub id: String,
}

/// The error of a base spec that could not be loaded.
#[derive(Clone, Debug, Default)]
pub struct ExtendsError {
    /// The reason; `None` if the file does not exist.
    pub reason: Option<String>,
    /// The names of the specs in its folder.
    pub candidates: Vec<String>,
    /// Its folder, if base specs are not allowed there.
    pub outside: Option<OutsideBase>,
}

/// A base spec outside of the allowed folders.
#[derive(Clone, Debug)]
pub struct OutsideBase {
    /// Its folder.
    pub folder: String,
    /// Whether the spec is in a git repository.
    pub in_git: bool,
}

/// A base spec that could not be loaded.
#[derive(Clone, Debug)]
pub struct MissingBase {
    /// The span of `extends`.
    pub span: Span,
    /// The reason.
    pub reason: MissingBaseReason,
}

/// The reason why a base spec could not be loaded.
#[derive(Clone, Debug)]
pub enum MissingBaseReason {
    /// `extends` is not a string but of this type.
    NotAString(&'static str),
    /// `extends` is empty.
    Empty,
    /// The file could not be read.
    Unreadable {
        /// The path in `extends`.
        path: String,
        /// The reason; `None` if the file does not exist.
        reason: Option<String>,
        /// Paths of other specs in its folder.
        candidates: Vec<String>,
    },
    /// The file is outside of the allowed folders, and was not read.
    Outside {
        /// The path in `extends`.
        path: String,
        /// Its folder.
        outside: OutsideBase,
    },
    /// These specs extend each other in a cycle: each extends the next, and the last one extends the first.
    Cycle(Vec<String>),
    /// The spec has more base specs than [`MAX_BASES`].
    TooManyBases,
}

/// A spec and its base specs.
pub(super) struct Chain {
    /// The spec itself.
    pub(super) own: Link,
    /// The base specs; each extends the next.
    pub(super) bases: Vec<Link>,
    /// The base spec that the last file of the chain extends, if it could not be loaded.
    pub(super) missing_base: Option<MissingBase>,
}

/// A file of a chain.
pub(super) struct Link {
    /// The file.
    pub(super) file: File,
    /// Its parsed content.
    pub(super) layer: Layer,
    id: String,
}

impl Link {
    fn new(number: usize, found: LoadedFile) -> Self {
        Self {
            layer: Layer::new(number, &found.file.text),
            file: found.file,
            id: found.id,
        }
    }

    /// The value of `extends`.
    fn base(&self) -> Option<(Span, &Value)> {
        let Value::Table(table) = &self.layer.root.value else {
            return None;
        };
        let node = table.get(EXTENDS)?;
        Some((node.span, &node.value))
    }
}

impl Chain {
    /// Loads the base specs of `own` with `read`, until one has no `extends` or cannot be loaded.
    pub(super) fn follow(
        own: LoadedFile,
        read: impl Fn(&str) -> Result<LoadedFile, ExtendsError>,
    ) -> Self {
        let mut chain = Self {
            own: Link::new(0, own),
            bases: Vec::new(),
            missing_base: None,
        };
        while let Some((span, value)) = chain.last().base() {
            match chain.load_next(value, &read) {
                Ok(found) => {
                    let number = chain.bases.len() + 1;
                    chain.bases.push(Link::new(number, found));
                }
                Err(reason) => {
                    chain.missing_base = Some(MissingBase { span, reason });
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

    /// Loads the base spec of the last file, whose `extends` is `value`.
    fn load_next(
        &self,
        value: &Value,
        read: impl Fn(&str) -> Result<LoadedFile, ExtendsError>,
    ) -> Result<LoadedFile, MissingBaseReason> {
        let Value::String(path) = value else {
            return Err(MissingBaseReason::NotAString(value.type_name()));
        };
        if path.trim().is_empty() {
            return Err(MissingBaseReason::Empty);
        }
        if self.bases.len() >= MAX_BASES {
            return Err(MissingBaseReason::TooManyBases);
        }
        let current_folder = folder(&self.last().file.name);
        let found = read(&join(current_folder, path)).map_err(|error| {
            if let Some(outside) = error.outside {
                let path = path.clone();
                return MissingBaseReason::Outside { path, outside };
            }
            let candidates = error.candidates.iter().map(|name| join(folder(path), name));
            let is_new = |other: &String| {
                let other = join(current_folder, other);
                self.links().all(|link| link.file.name != other)
            };
            MissingBaseReason::Unreadable {
                path: path.clone(),
                reason: error.reason,
                candidates: candidates.filter(is_new).collect(),
            }
        })?;
        let bytes = self.links().map(|link| link.file.text.len());
        if bytes.sum::<usize>() + found.file.text.len() > MAX_BYTES {
            return Err(MissingBaseReason::Unreadable {
                path: path.clone(),
                reason: Some("the spec and its base specs are larger than 256 KiB".to_owned()),
                candidates: Vec::new(),
            });
        }
        let cycle = self.links().skip_while(|link| link.id != found.id);
        let names: Vec<String> = cycle.map(|link| link.file.name.clone()).collect();
        if names.is_empty() {
            Ok(found)
        } else {
            Err(MissingBaseReason::Cycle(names))
        }
    }
}
