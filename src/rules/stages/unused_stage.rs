//! Nothing of a stage ends up in the final image.
//!
//! ## Why
//! A stage that the final image neither is built on nor copies from costs time in each build and a cache image in the
//! registry, and changes nothing. Mostly the `copy` that was meant is missing.
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

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::warning("TV0328", Check::Found(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // Where it is not clear which stages there are, nor which are built on which, none is unused yet.
    let mut places = found.iter().filter_map(|finding| finding.at.place());
    if places.any(is_about_order) {
        return;
    }
    let Some(runtime) = spec.stage_of_kind(Kind::Runtime) else {
        return;
    };
    let used = spec.stages_used_by(&runtime);
    for name in spec.stages.keys() {
        if !used.contains(name) && spec.kind(name) != Kind::Runtime {
            findings
                .report_key(
                    at!("stages", name),
                    format!("nothing of `{name}` ends up in `{runtime}`"),
                )
                .label("built for nothing")
                .help(format!(
                    "copy what it makes, as in `copy = [{{ from = \"{name}\", path = \"…\" }}]` in `[stages.{runtime}]`, \
                     or take the stage out"
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
