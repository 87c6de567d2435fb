//! Collects the paths that are copied from the build context, the folder of the spec.

use super::{
    Spec,
    commands::placed_items,
    stages::{Copy, StageKind},
};
use crate::{place, place::Placed};

impl Spec {
    /// The paths that the spec copies from the build context, with their places; without manifests and lockfiles of JavaScript,
    /// which have their own rules.
    #[must_use]
    pub fn copied_from_context(&self) -> Vec<Placed<&str>> {
        let mut paths = Vec::new();
        for (name, stage) in &self.stages {
            paths.extend(placed_items(
                &stage.extra_files,
                &place!("stages", name, "extra_files"),
            ));
            if self.kind(name) == StageKind::Runtime {
                continue;
            }
            for (place, copy) in place!("stages", name, "copy").items(stage.copy.iter().flatten()) {
                paths.extend(copy.path(&place).filter(|_| Copy::source(copy).is_none()));
            }
        }
        let files = self.javascript.files.as_deref().unwrap_or_default();
        let files = placed_items(files, &place!("javascript", "files"));
        paths.extend(files.filter(|file| !LOCKFILES.contains(&file.value)));
        paths
    }
}

/// The manifests and lockfiles of JavaScript package managers.
const LOCKFILES: &[&str] = &[
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "yarn.lock",
];
