//! An error is allowed.
//!
//! ## Why
//! A warning can be meant so. An error means that what would be rendered cannot work, or is not safe; allowing it would
//! change nothing of that.
//!
//! ## Fails
//! ```toml
//! [lints]
//! allow = ["no-registry"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = "root"
//!
//! [lints]
//! allow = ["root-user"]
//! ```

use crate::rules::{ALL, prelude::*};

pub const RULE: Rule = Rule::error("TV1902", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let is_error = |name: &str| {
        let mut errors = ALL
            .iter()
            .filter(|entry| entry.rule.severity == Severity::Error);
        errors.any(|entry| entry.name() == name)
    };
    for (at, name) in at!("lints", "allow").items(spec.allowed()) {
        if is_error(name) {
            findings
                .report(at, format!("`{name}` is an error, which cannot be allowed"))
                .label("not a warning")
                .help(format!("take `{name}` out, and mend what it reports"));
        }
    }
}
