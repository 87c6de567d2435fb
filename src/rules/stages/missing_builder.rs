//! No stage is the builder.
//!
//! ## Why
//! Gems, JavaScript and assets are put together in the one stage of kind `builder`, and the runtime stage copies
//! from it. A stage named `builder` is of that kind unless its `kind` says otherwise.
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

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0303", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.stage_of_kind(Kind::Builder).is_none() {
        let kind = spec.kind("builder").name();
        findings
            .report(
                at!("stages", "builder", "kind"),
                format!("`builder` is of kind `{kind}`, and no other stage is the builder"),
            )
            .label("no builder")
            .help("write `kind = \"builder\"` here, or in the stage that installs the gems");
    }
}
