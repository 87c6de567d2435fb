//! The final image uses nothing from a stage.
//!
//! ## Why
//! An unused stage costs time in each build and a cache image in the registry, without any effect. Usually a `copy` is
//! missing.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! from = "builder"
//! run = ["bundle exec rake docs:build"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "builder"
//! run = ["bundle exec rake docs:build"]
//!
//! [stages.production]
//! copy = ["/app", "/usr/local/bundle/", { from = "docs", path = "/app/public/docs/" }]
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::warning("TV0328", Check::Findings(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // Fixing other findings may change which stages exist and how they depend on each other.
    let mut places = found.iter().filter_map(|finding| finding.location.place());
    if places.any(is_about_order) {
        return;
    }
    let Some(runtime) = spec.stage_of_kind(StageKind::Runtime) else {
        return;
    };
    let used = spec.stages_used_by(&runtime);
    for name in spec.stages.keys() {
        if !used.contains(name) && spec.kind(name) != StageKind::Runtime {
            findings
                .report_key(
                    place!("stages", name),
                    format!("`{runtime}` uses nothing from `{name}`"),
                )
                .label("unused stage")
                .help(format!(
                    "copy its result, as in `copy = [{{ from = \"{name}\", path = \"…\" }}]` in `[stages.{runtime}]`, \
                     or remove the stage"
                ));
        }
    }
}

/// Whether a finding at `place` is about a stage's name, its kind, what it is built on or what it copies.
fn is_about_order(place: &Place) -> bool {
    let keys: Vec<&str> = place.keys().iter().filter_map(Key::name).collect();
    matches!(
        keys.as_slice(),
        ["stages"] | ["stages", _] | ["stages", _, "kind" | "from" | "copy", ..]
    )
}
