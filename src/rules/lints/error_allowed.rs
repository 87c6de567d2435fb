//! `allow` names an error.
//!
//! ## Why
//! A spec can be correct despite a warning. An error means that the generated files would not work or would not be
//! safe, and allowing it would not change that.
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
    for (place, name) in place!("lints", "allow").items(spec.allowed_warnings()) {
        if is_error(name) {
            findings
                .report(place, format!("`{name}` is an error and cannot be allowed"))
                .label("not a warning")
                .help(format!("remove `{name}` and fix what it reports"));
        }
    }
}
