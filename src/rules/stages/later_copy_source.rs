//! A stage copies from a later stage.
//!
//! ## Why
//! Docker reads a Dockerfile from top to bottom. If no earlier stage has the name in `COPY --from`, Docker treats the
//! name as an image and tries to pull it from Docker Hub.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! copy = [{ from = "tools", path = "/docs" }]
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
//! copy = [{ from = "tools", path = "/docs" }]
//!
//! [stages.production]
//! copy = ["/app", { from = "tools", path = "/tools" }, { from = "docs", path = "/docs" }]
//! ```

use std::collections::HashMap;

use crate::{
    rules::prelude::*,
    spec::stages::{StageKind, is_image},
};

pub const RULE: Rule = Rule::error("TV0313", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let names = spec.stage_names();
    let order: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
    for (
        name,
        Placed {
            value: source,
            place,
        },
    ) in spec.copy_sources()
    {
        if is_image(source) || order.get(source) <= order.get(name) {
            continue;
        }
        let help = if spec.kind(source) == StageKind::Runtime {
            format!(
                "the runtime stage comes last: copy from the stages that `{source}` copies from"
            )
        } else {
            format!("move `[stages.{source}]` above `[stages.{name}]`")
        };
        findings
            .report(
                place,
                format!("`{name}` copies from `{source}`, which comes after it"),
            )
            .label("later stage")
            .help(help);
    }
}
