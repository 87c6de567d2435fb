//! No group of gems is left out.
//!
//! ## Why
//! With the gems of `development` and `test`, the image has browsers' drivers, debuggers and consoles in it: it is larger,
//! a scan finds more, and so does whoever gets in.
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

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::warning("TV0408", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let bundle = &spec.bundle;
    let is_empty = bundle.without.as_ref().is_some_and(Vec::is_empty);
    let settings = bundle.settings.keys();
    let mut settings = settings.map(String::as_str);
    if is_empty && !settings.any(|key| ["without", "only"].contains(&key)) && !by_variable(spec) {
        findings
            .report(
                at!("bundle", "without"),
                "gems of every group are in the image",
            )
            .label("leaves out nothing")
            .help("write `without = [\"development\", \"test\"]`");
    }
}

/// Whether a variable of the builder tells Bundler what to leave out.
fn by_variable(spec: &Spec) -> bool {
    let builder = spec.stage_of_kind(Kind::Builder).unwrap_or_default();
    let mut stages = spec.lineage(&builder).into_iter();
    stages.any(|name| {
        let stage = spec.stages.get(name);
        stage.is_some_and(|stage| {
            let mut names = stage.env.keys();
            names.any(|name| ["BUNDLE_WITHOUT", "BUNDLE_ONLY"].contains(&name.as_str()))
        })
    })
}
