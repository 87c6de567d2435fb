//! No stage is the runtime stage.
//!
//! ## Why
//! The runtime stage is the image that is pushed and deployed; without it there is nothing to deploy. A stage named
//! `production` has the kind `runtime` unless its `kind` is set to another one.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! kind = "plain"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! ```
//!
//! ```toml
//! [stages.web]
//! kind = "runtime"
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0305", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.stage_of_kind(StageKind::Runtime).is_none() {
        let kind = spec.kind("production").name();
        findings
            .report(
                place!("stages", "production", "kind"),
                format!(
                    "`production` has the kind `{kind}`, and no other stage is the runtime stage"
                ),
            )
            .label("no runtime stage")
            .help("write `kind = \"runtime\"` here, or in the stage that is deployed");
    }
}
