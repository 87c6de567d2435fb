//! The builder removes files that the image needs.
//!
//! ## Why
//! `remove` deletes paths at the end of the builder stage, before the runtime stage copies the app. Bootsnap's cache in
//! `tmp/cache`, compiled assets and files that the runtime stage copies by name must survive until then. Otherwise the
//! build fails, or the work was for nothing.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! remove = ["tmp"]
//! run = { after_assets = ["bundle exec bootsnap precompile --gemfile app/ lib/"] }
//! ```
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! remove = ["public"]
//!
//! [stages.production]
//! copy = ["/app/public", "/usr/local/bundle/"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! remove = ["tmp/pids", "node_modules"]
//! run = { after_assets = ["bundle exec bootsnap precompile --gemfile app/ lib/"] }
//! ```

use crate::{
    rules::prelude::*,
    source::path::normalize,
    spec::{
        base::DEFAULT_WORKDIR,
        stages::{Copy, StageKind},
    },
};

pub const RULE: Rule = Rule::error("TV0350", Check::Spec(check));

/// The folder of Bootsnap's cache (<https://github.com/rails/bootsnap#environment-variables>).
const BOOTSNAP_CACHE: &str = "tmp/cache/bootsnap";

fn check(spec: &Spec, findings: &mut Findings) {
    let workdir = spec.base.workdir.as_deref().unwrap_or(DEFAULT_WORKDIR);
    let needed = needed_paths(spec, workdir);
    for (name, stage) in &spec.stages {
        let remove = place!("stages", name, "remove");
        for (place, path) in remove.items(&stage.remove) {
            let removed = relative(path, workdir);
            let reason = needed.iter().find(|(needed, _)| {
                *needed == removed
                    || needed
                        .strip_prefix(removed.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            });
            if let Some((needed, reason)) = reason {
                findings
                    .report(place, format!("`{path}` includes `{needed}`, {reason}"))
                    .label("removed before the image is built")
                    .help(format!(
                        "remove `{path}` from `remove`, or list only what is not needed"
                    ));
            }
        }
    }
}

/// The paths that must not be removed, relative to `workdir`, each with its reason.
fn needed_paths(spec: &Spec, workdir: &str) -> Vec<(String, &'static str)> {
    let mut needed = vec![
        (
            "Gemfile".to_owned(),
            "which Bundler reads when the service starts",
        ),
        (
            "Gemfile.lock".to_owned(),
            "which Bundler reads when the service starts",
        ),
    ];
    let commands = spec.build_commands();
    if commands
        .iter()
        .any(|command| command.value.contains("bootsnap precompile"))
    {
        needed.push((
            BOOTSNAP_CACHE.to_owned(),
            "which `bootsnap precompile` creates",
        ));
    }
    if spec.assets.precompile != Some(false) {
        needed.push(("public/assets".to_owned(), "the compiled assets"));
    }
    for (name, stage) in &spec.stages {
        if spec.kind(name) != StageKind::Runtime {
            continue;
        }
        for (place, copy) in place!("stages", name, "copy").items(stage.copy.iter().flatten()) {
            let from_builder =
                Copy::source(copy).is_none_or(|source| spec.kind(source) == StageKind::Builder);
            if let Some(path) = copy.path(&place).filter(|_| from_builder) {
                let path = relative(path.value, workdir);
                if !path.is_empty() {
                    needed.push((path, "which the runtime stage copies"));
                }
            }
        }
    }
    needed
}

/// `path` relative to `workdir`; an absolute path elsewhere stays absolute.
fn relative(path: &str, workdir: &str) -> String {
    let path = normalize(path);
    let below = path.strip_prefix(normalize(workdir).as_str());
    let below = below.filter(|rest| rest.is_empty() || rest.starts_with('/'));
    below.map_or(path.clone(), |rest| rest.trim_start_matches('/').to_owned())
}
