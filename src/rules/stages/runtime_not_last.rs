//! The runtime stage is not the last stage.
//!
//! ## Why
//! `docker build` without a target builds the last stage: a manual build would produce a different image from
//! the one that is deployed.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//!
//! [stages.docs]
//! from = "builder"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "builder"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0307", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let runtimes = spec.written_stages(StageKind::Runtime);
    let ([runtime], Some((last, _))) = (runtimes.as_slice(), spec.stages.last()) else {
        return;
    };
    if runtime != last {
        findings
            .report_key(
                place!("stages", *runtime),
                format!("`{runtime}` is the runtime stage, but `{last}` comes after it"),
            )
            .label("not the last stage")
            .help(format!("move `[stages.{runtime}]` below `[stages.{last}]`"));
    }
}
