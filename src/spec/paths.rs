//! Collects the paths of a spec that are used by Docker or a shell.

use super::{Spec, commands::placed_items};
use crate::{
    lang::shell::Path,
    place,
    place::{Place, Placed},
};

impl Spec {
    /// All paths that are used by Docker or a shell, except working directories, with their places.
    #[must_use]
    pub fn paths(&self) -> Vec<Placed<&str>> {
        let mut paths = Vec::new();
        for (name, stage) in &self.stages {
            let place = place!("stages", name);
            paths.extend(placed_items(&stage.extra_files, &place.key("extra_files")));
            paths.extend(placed_items(&stage.remove, &place.key("remove")));
            paths.extend(placed_items(
                stage.writable.as_deref().unwrap_or_default(),
                &place.key("writable"),
            ));
            for (place, copy) in place.key("copy").items(stage.copy.iter().flatten()) {
                paths.extend(copy.path(&place));
                paths.extend(copy.to(&place));
            }
        }
        let files = self.javascript.files.as_deref();
        paths.extend(placed_items(
            files.unwrap_or_default(),
            &place!("javascript", "files"),
        ));
        paths
    }

    /// All working directories, with their places.
    #[must_use]
    pub fn workdirs(&self) -> Vec<Placed<&str>> {
        let base = self.base.workdir.as_deref();
        let placed = |workdir, place: Place| Placed::new(workdir, place);
        let base = base.map(|workdir| placed(workdir, place!("base", "workdir")));
        let stages = self.stages.iter().filter_map(|(name, stage)| {
            Some(placed(
                stage.workdir.as_deref()?,
                place!("stages", name, "workdir"),
            ))
        });
        base.into_iter().chain(stages).collect()
    }
}

/// Finds the first invalid character of `path`; `None` if the path is valid or empty.
#[must_use]
pub fn find_invalid_character(path: &str) -> Option<char> {
    if Path::parse(path).is_some() {
        return None;
    }
    let is_invalid = |c: &char| Path::parse(&format!("x{c}")).is_none();
    path.chars()
        .find(is_invalid)
        .or_else(|| path.chars().next())
}
