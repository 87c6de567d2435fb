//! A stage is built on a later stage.
//!
//! ## Why
//! Docker reads a Dockerfile from top to bottom. If no earlier stage has the name in `FROM`, Docker treats the name
//! as an image and tries to pull it from Docker Hub.
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

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0310", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let is_later =
            |parent: &&String| *parent != "base" && spec.stages_after(name).contains(parent);
        let Some(parent) = stage.from.as_ref().filter(is_later) else {
            continue;
        };
        let help = if spec.kind(parent) == StageKind::Runtime {
            "write `from = \"base\"`: the runtime stage comes last, and no stage can be built on it"
                .to_owned()
        } else {
            format!("move `[stages.{parent}]` above `[stages.{name}]`")
        };
        findings
            .report(
                place!("stages", name, "from"),
                format!("`{name}` is built on `{parent}`, which comes after it"),
            )
            .label("later stage")
            .help(help);
    }
}
