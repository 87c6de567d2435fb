//! No gem group is excluded.
//!
//! ## Why
//! With the gems of `development` and `test`, the image contains browser drivers, debuggers and consoles: it is
//! larger, and both scans and attackers find more in it.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! without = []
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! without = ["test"]
//! ```
//!
//! ```toml
//! [bundle]
//! without = []
//! settings = { without = "development:test" }
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::warning("TV0408", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let bundle = &spec.bundle;
    let is_empty = bundle.without.as_ref().is_some_and(Vec::is_empty);
    let settings = bundle.settings.keys();
    let mut settings = settings.map(String::as_str);
    if is_empty
        && !settings.any(|key| ["without", "only"].contains(&key))
        && !has_excluding_variable(spec)
    {
        findings
            .report(
                place!("bundle", "without"),
                "the image contains the gems of every group",
            )
            .label("excludes nothing")
            .help("write `without = [\"development\", \"test\"]`");
    }
}

/// Whether a variable of the builder makes Bundler exclude groups.
fn has_excluding_variable(spec: &Spec) -> bool {
    let builder = spec.stage_of_kind(StageKind::Builder).unwrap_or_default();
    let mut stages = spec.lineage(&builder).into_iter();
    stages.any(|name| {
        let stage = spec.stages.get(name);
        stage.is_some_and(|stage| {
            let mut names = stage.env.keys();
            names.any(|name| ["BUNDLE_WITHOUT", "BUNDLE_ONLY"].contains(&name.as_str()))
        })
    })
}
