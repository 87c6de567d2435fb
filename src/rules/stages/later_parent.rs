//! A stage is built on a stage that comes after it.
//!
//! ## Why
//! Docker reads a Dockerfile from top to bottom. A name that no stage above has is for it the name of an image,
//! which it tries to pull from Docker Hub.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! from = "tools"
//!
//! [stages.tools]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }, { from = "tools", path = "/tools" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.tools]
//!
//! [stages.docs]
//! from = "tools"
//!
//! [stages.production]
//! copy = ["/app", { from = "tools", path = "/tools" }, { from = "docs", path = "/docs" }]
//! ```

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0310", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let later =
            |parent: &&String| *parent != "base" && spec.stages_after(name).contains(parent);
        let Some(parent) = stage.from.as_ref().filter(later) else {
            continue;
        };
        let help = if spec.kind(parent) == Kind::Runtime {
            "nothing is built on the runtime stage, which is the last: write `from = \"base\"`"
                .to_owned()
        } else {
            format!("move `[stages.{parent}]` above `[stages.{name}]`")
        };
        findings
            .report(
                at!("stages", name, "from"),
                format!("`{name}` is built on `{parent}`, which comes after it"),
            )
            .label("a later stage")
            .help(help);
    }
}
