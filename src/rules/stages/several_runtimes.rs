//! More than one stage is the runtime stage.
//!
//! ## Why
//! One image is pushed and deployed: the last stage. A worker that runs the same code is another command for the
//! same image, which the deployment gives to it.
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

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0306", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let runtimes = spec.written_stages(Kind::Runtime);
    let Some((last, others)) = runtimes.split_last() else {
        return;
    };
    for name in others {
        findings
            .report(
                at!("stages", *name, "kind"),
                format!("`{name}` is a runtime stage beside `{last}`"),
            )
            .label("a second runtime stage")
            .help("keep one of the two, or write `kind = \"plain\"`");
    }
}
