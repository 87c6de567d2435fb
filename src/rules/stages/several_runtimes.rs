//! More than one stage is the runtime stage.
//!
//! ## Why
//! One image is pushed and deployed: the last stage. A worker that runs the same code uses the same image with a
//! different command, which the deployment sets.
//!
//! ## Fails
//! ```toml
//! [stages.worker]
//! kind = "runtime"
//!
//! [stages.production]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0306", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let runtimes = spec.written_stages(StageKind::Runtime);
    let Some((last, others)) = runtimes.split_last() else {
        return;
    };
    for name in others {
        findings
            .report(
                place!("stages", *name, "kind"),
                format!("`{name}` is a second runtime stage: `{last}` already is one"),
            )
            .label("second runtime stage")
            .help("remove one of the two, or write `kind = \"plain\"`");
    }
}
