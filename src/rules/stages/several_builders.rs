//! More than one stage is the builder.
//!
//! ## Why
//! Gems are installed once, and the runtime stage copies from a single builder. A second builder would be built as
//! well, but its gems would be unused.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//!
//! [stages.assets]
//! kind = "builder"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//!
//! [stages.assets]
//! from = "builder"
//! run = ["bin/vite build"]
//!
//! [stages.production]
//! copy = ["/app", { from = "assets", path = "/assets" }]
//! ```

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0304", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let builders = spec.written_stages(StageKind::Builder);
    let Some((first, others)) = builders.split_first() else {
        return;
    };
    for name in others {
        findings
            .report(
                place!("stages", *name, "kind"),
                format!("`{name}` is a second builder: `{first}` already is the builder"),
            )
            .label("second builder")
            .help(format!("write `kind = \"plain\"` and `from = \"{first}\"`"));
    }
}
