//! The paths of a spec that Docker or a shell sees, wherever they stand.

use super::{Spec, commands::items};
use crate::{
    at,
    lang::shell::Path,
    place::{Place, Placed},
};

impl Spec {
    /// Every path of files that Docker or a shell sees, at its place. Working directories have a method of their own.
    #[must_use]
    pub fn paths(&self) -> Vec<Placed<&str>> {
        let mut paths = Vec::new();
        for (name, stage) in &self.stages {
            let at = at!("stages", name);
            paths.extend(items(&stage.extra_files, &at.key("extra_files")));
            paths.extend(items(&stage.remove, &at.key("remove")));
            paths.extend(items(
                stage.writable.as_deref().unwrap_or_default(),
                &at.key("writable"),
            ));
            for (at, copy) in at.key("copy").items(stage.copy.iter().flatten()) {
                paths.extend(copy.path(&at));
                paths.extend(copy.to(&at));
            }
        }
        let files = self.javascript.files.as_deref();
        paths.extend(items(
            files.unwrap_or_default(),
            &at!("javascript", "files"),
        ));
        paths
    }

    /// Every working directory, at its place.
    #[must_use]
    pub fn workdirs(&self) -> Vec<Placed<&str>> {
        let base = self.base.workdir.as_deref();
        let placed = |workdir, at: Place| Placed::new(workdir, at);
        let base = base.map(|workdir| placed(workdir, at!("base", "workdir")));
        let stages = self.stages.iter().filter_map(|(name, stage)| {
            Some(placed(
                stage.workdir.as_deref()?,
                at!("stages", name, "workdir"),
            ))
        });
        base.into_iter().chain(stages).collect()
    }
}

/// The first character of `path` that keeps it from being one; `None` where it is one, and where it is empty.
#[must_use]
pub fn misfit(path: &str) -> Option<char> {
    if Path::parse(path).is_some() {
        return None;
    }
    let alone = |c: &char| Path::parse(&format!("x{c}")).is_none();
    path.chars().find(alone).or_else(|| path.chars().next())
}
