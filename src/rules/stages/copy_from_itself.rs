//! A stage copies from itself.
//!
//! ## Why
//! `COPY --from` reads a stage that is finished. Docker rejects a stage that copies from itself as a circular
//! dependency. Use a command to move files within a stage.
//!
//! ## Fails
//! ```toml
//! [stages.docs]
//! copy = [{ from = "docs", path = "/docs" }]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! run = ["cp -r docs public"]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{StageKind, is_image},
};

pub const RULE: Rule = Rule::error("TV0314", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (
        name,
        Placed {
            value: source,
            place,
        },
    ) in spec.copy_sources()
    {
        if source == name && !is_image(name) {
            findings
                .report(place, format!("`{name}` copies from itself"))
                .label("same stage")
                .help(suggestion(spec, name));
        }
    }
}

/// The help for the stage `name`.
fn suggestion(spec: &Spec, name: &str) -> String {
    match spec.kind(name) {
        StageKind::Runtime => "remove `from` to copy from the builder".to_owned(),
        StageKind::Builder | StageKind::Plain => {
            "remove `from` to copy from the build context".to_owned()
        }
    }
}
