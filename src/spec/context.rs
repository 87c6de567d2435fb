//! What is copied from the build context, the folder of the spec.

use super::{
    Spec,
    commands::items,
    stages::{Copy, Kind},
};
use crate::{at, place::Placed};

impl Spec {
    /// The paths that the spec copies from the build context, at their places; but for what a package manager's own rules
    /// look at.
    #[must_use]
    pub fn copied_from_context(&self) -> Vec<Placed<&str>> {
        let mut paths = Vec::new();
        for (name, stage) in &self.stages {
            paths.extend(items(
                &stage.extra_files,
                &at!("stages", name, "extra_files"),
            ));
            if self.kind(name) == Kind::Runtime {
                continue;
            }
            for (at, copy) in at!("stages", name, "copy").items(stage.copy.iter().flatten()) {
                paths.extend(copy.path(&at).filter(|_| Copy::source(copy).is_none()));
            }
        }
        let files = self.javascript.files.as_deref().unwrap_or_default();
        let files = items(files, &at!("javascript", "files"));
        paths.extend(files.filter(|file| !LOCKFILES.contains(&file.value)));
        paths
    }
}

/// The files that say which packages JavaScript needs.
const LOCKFILES: &[&str] = &[
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "yarn.lock",
];
