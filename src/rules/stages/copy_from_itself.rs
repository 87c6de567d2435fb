//! A stage copies from itself.
//!
//! ## Why
//! `COPY --from` reads a stage that is finished, and this one is not: Docker refuses it as a circular dependency.
//! Files of the stage itself are moved by a command.
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
    spec::stages::{Kind, is_image},
};

pub const RULE: Rule = Rule::error("TV0314", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, Placed { value: source, at }) in spec.copy_sources() {
        if source == name && !is_image(name) {
            findings
                .report(at, format!("`{name}` copies from itself"))
                .label("the stage itself")
                .help(remedy(spec, name));
        }
    }
}

/// What to do instead, in the stage `name`.
fn remedy(spec: &Spec, name: &str) -> String {
    match spec.kind(name) {
        Kind::Runtime => "take out `from` to copy from the builder".to_owned(),
        Kind::Builder | Kind::Plain => "take out `from` to copy from the build context".to_owned(),
    }
}
