//! More than one stage is the builder.
//!
//! ## Why
//! Gems are installed once, and what the runtime stage copies comes from the one builder. A second would be built
//! as well, and its gems be used by nobody.
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

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0304", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let builders = spec.written_stages(Kind::Builder);
    let Some((first, others)) = builders.split_first() else {
        return;
    };
    for name in others {
        findings
            .report(
                at!("stages", *name, "kind"),
                format!("`{name}` is a second builder beside `{first}`"),
            )
            .label("a second builder")
            .help(format!("write `kind = \"plain\"` and `from = \"{first}\"`"));
    }
}
