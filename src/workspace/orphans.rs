//! Files that an earlier spec made and this one makes no more.

use std::{
    cell::LazyCell,
    path::{Path, PathBuf},
};

use super::{Drift, Input};
use crate::{
    artifact,
    compile::Outcome,
    disk,
    drift::{self, State},
};

/// A file that an earlier spec made and this one makes no more.
pub struct Orphan {
    /// The file.
    pub path: PathBuf,
    /// The spec, as the user named it.
    pub spec: String,
    text: String,
    /// Whether it is as it was made: then nothing of it is lost that the earlier spec could not make again.
    pub is_intact: bool,
}

/// How many files and folders are few.
const FEW: usize = 64;

/// How many bytes of a file are looked at to see who made it.
const HEADER: usize = 1024;

/// The files below `folder` that say that `input` made them, and that are not among what came of it; none where nothing came
/// of it.
pub fn orphans_of(input: &Input, folder: &Path, outcome: &Outcome) -> Vec<Orphan> {
    if !outcome.is_clean() {
        return Vec::new();
    }
    let outputs = outcome.artifacts.iter();
    let outputs: Vec<String> = outputs.map(|artifact| artifact.path.clone()).collect();
    find_orphans(&input.source.own.name, folder, &outputs)
}

/// The files below `folder` that say that the spec `name` made them, and that are not among its `outputs`.
pub fn find_orphans(name: &str, folder: &Path, outputs: &[String]) -> Vec<Orphan> {
    let spec = name.rsplit(['/', '\\']).next().unwrap_or(name);
    // Where letters of either case make one name, an output is also found by its former name.
    let lower = |path: &Path| path.display().to_string().to_lowercase();
    let paths: Vec<PathBuf> = outputs.iter().map(|output| folder.join(output)).collect();
    let known: Vec<String> = paths.iter().map(|path| lower(path)).collect();
    // A copy that lies elsewhere is the user's own.
    let is_own = |path: &Path| {
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let parts = inside.iter().map(|part| part.to_string_lossy());
        let inside = parts.collect::<Vec<_>>().join("/");
        artifact::is_made_as(&disk::beginning(path, HEADER), spec, &inside)
    };
    // Where git ignores what it likes: few files are soon looked at, and then there is nothing to ask it.
    let is_new = |path: &PathBuf| !known.contains(&lower(path)) && !path.ends_with(spec);
    if let Some(few) = disk::few(folder, spec, FEW)
        && !few.iter().any(|path| is_new(path) && is_own(path))
    {
        return Vec::new();
    }
    let others = disk::below(folder, spec).filter(|path| !known.contains(&lower(path)));
    let made = others.filter(|path| is_own(path));
    // What a link makes an output is one, whatever it is called.
    let linked =
        LazyCell::new(|| -> Vec<PathBuf> { paths.iter().map(|path| disk::real(path)).collect() });
    let orphans = made.filter_map(|path| {
        if linked.contains(&disk::real(&path)) {
            return None;
        }
        let content = disk::read_below(folder, &path).ok().flatten()?;
        let is_intact = artifact::read_header(&content)?.intact && content.is_utf8();
        Some(Orphan {
            path,
            spec: name.to_owned(),
            text: content.to_string(),
            is_intact,
        })
    });
    orphans.collect()
}

impl Orphan {
    /// What is wrong with it; nothing was done about it yet.
    pub fn drift(&self) -> Drift {
        let path = self.path.display().to_string();
        let diff = if self.is_intact {
            drift::unified((&format!("a/{path}"), &self.text), ("/dev/null", ""))
        } else {
            String::new()
        };
        Drift::new(path, &self.spec, State::Orphaned, diff)
    }
}
