//! A change to specs or to a base spec, before it is written.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{BaseSpecs, Compiler, Input, Target};
use crate::{
    disk::Destination,
    drift::{self, State},
    fleet::consequence::Consequence,
    source::{
        File, Source,
        edit::{Change, edit},
    },
};

/// What changes specs.
pub struct Overlay {
    change: Change,
    base: Option<Changing>,
    /// The allowed folders for base specs (`--allow-base-dir`).
    allowed: Vec<PathBuf>,
}

/// A file that specs build on, as it changes.
struct Changing {
    /// The file as it was.
    old: Source,
    /// Its new text.
    text: String,
    /// The files that specs build on, this one with that text.
    bases: BaseSpecs,
    /// The specs that say the value themselves.
    own: HashSet<PathBuf>,
}

impl Overlay {
    /// The change `change` of each spec itself.
    pub fn own(change: &Change, compiler: &Compiler) -> Self {
        Self {
            allowed: compiler.allowed.clone(),
            change: change.clone(),
            base: None,
        }
    }

    /// The change `change` of the spec in the file `name`, and of the specs `own`.
    ///
    /// # Errors
    /// If the file cannot be read or changed.
    pub fn base(
        name: &str,
        change: &Change,
        own: HashSet<PathBuf>,
        compiler: &Compiler,
    ) -> Result<Self, String> {
        let path = Path::new(name);
        let old = BaseSpecs::new(&compiler.allowed).read_one(path)?.source;
        let text = edited(&old, change)?;
        let bases = BaseSpecs::new(&compiler.allowed);
        bases.put(path, text.clone());
        Ok(Self {
            allowed: compiler.allowed.clone(),
            change: change.clone(),
            base: Some(Changing {
                old,
                text,
                bases,
                own,
            }),
        })
    }

    /// The base spec that changes, if one does.
    pub fn base_name(&self) -> Option<&str> {
        self.base.as_ref().map(|base| base.old.own.name.as_str())
    }

    /// The files that are written beside those of services.
    pub fn files(&self) -> Vec<(Destination, String)> {
        let base = self.base.iter();
        let files = base.map(|base| {
            let destination = Destination::named(Path::new(&base.old.own.name));
            (destination, base.text.clone())
        });
        files.collect()
    }

    /// The files that specs build on, as they were before.
    pub fn before(&self) -> BaseSpecs {
        let bases = BaseSpecs::new(&self.allowed);
        if let Some(base) = &self.base {
            bases.put(Path::new(&base.old.own.name), base.old.own.text.clone());
        }
        bases
    }

    /// The base spec that changes, and how it does; `None` if each spec changes itself.
    pub fn base_diff(&self) -> Option<(&str, String)> {
        let base = self.base.as_ref()?;
        let File { name, text } = &base.old.own;
        Some((name, drift::changes(name, text, &base.text)))
    }

    /// The spec of `input` after the change.
    ///
    /// # Errors
    /// If it cannot be changed.
    pub fn source(&self, input: &Input) -> Result<Source, String> {
        let Some(base) = &self.base else {
            return Ok(input.with_text(&edited(&input.source, &self.change)?));
        };
        let path = Path::new(&input.source.own.name);
        let input = base.bases.read_one(path)?;
        if base.own.contains(path) {
            Ok(input.with_text(&edited(&input.source, &self.change)?))
        } else {
            Ok(input.source)
        }
    }
}

/// The user's own file of `source` after `change`.
///
/// # Errors
/// If it has no such place.
fn edited(source: &Source, change: &Change) -> Result<String, String> {
    edit(source, std::slice::from_ref(change)).ok_or_else(|| {
        format!(
            "`{}` cannot be set in {}: a table stands there, or an item that it inherits",
            change.place(),
            source.own.name
        )
    })
}

/// Adds to `outputs` that the file of `before`, an output of the spec as it was, was not up to date before.
pub fn add_earlier_changes(before: &Target, outputs: &mut Vec<Consequence>) {
    let change = match before.state {
        State::Same | State::Edited | State::Foreign | State::Orphaned => return,
        State::Missing => "the file was missing, and all of it is written",
        State::Stale => "the file was stale, and takes up earlier changes too",
        State::OtherVersion => {
            "the file was of another version of tvgen, and takes up what that changed too"
        }
    };
    let path = &before.artifact.path;
    match outputs.iter_mut().find(|output| output.path == *path) {
        Some(output) => output.changes.push(change.to_owned()),
        None => outputs.push(Consequence {
            path: path.clone(),
            changes: vec![change.to_owned()],
        }),
    }
}
