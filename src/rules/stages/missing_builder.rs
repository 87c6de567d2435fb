//! No stage is the builder.
//!
//! ## Why
//! A single stage of the kind `builder` installs gems and JavaScript packages and compiles assets, and the runtime
//! stage copies from it. A stage named `builder` has this kind unless its `kind` is set to another one.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! kind = "plain"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! ```
//!
//! ```toml
//! [stages.gems]
//! kind = "builder"
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0303", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.stage_of_kind(StageKind::Builder).is_none() {
        let kind = spec.kind("builder").name();
        findings
            .report(
                place!("stages", "builder", "kind"),
                format!("`builder` has the kind `{kind}`, and no other stage is the builder"),
            )
            .label("no builder")
            .help("write `kind = \"builder\"` here, or in the stage that installs the gems");
    }
}
