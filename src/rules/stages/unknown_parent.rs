//! A stage is built on a stage that does not exist.
//!
//! ## Why
//! Docker treats a name that is neither `base` nor an earlier stage as an image, and pulls it from Docker Hub: at best
//! that fails, at worst it finds somebody else's image.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! from = "bulider"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//!
//! [stages.docs]
//! from = "builder"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{rules::prelude::*, spec::stages::is_image};

pub const RULE: Rule = Rule::error("TV0308", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let names = spec.stage_names();
    for (name, stage) in &spec.stages {
        let Some(parent) = &stage.from else { continue };
        if parent == "base" || is_image(parent) || names.contains(parent) {
            continue;
        }
        let before = spec.stages_before(name);
        let known = before.iter().map(String::as_str).chain(["base"]);
        findings
            .report(
                place!("stages", name, "from"),
                format!("the stage `{parent}` does not exist"),
            )
            .label("unknown stage")
            .help(suggest(parent, known.collect::<Vec<_>>()));
    }
}
