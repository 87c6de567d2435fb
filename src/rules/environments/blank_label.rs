//! A label is empty.
//!
//! ## Why
//! No pull request has an empty label, so the condition could never hold and nothing would ever be deployed. Without
//! the key, every pull request is.
//!
//! ## Fails
//! ```toml
//! [environments.review]
//! on = "pull_request"
//! label = " "
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ## Passes
//! ```toml
//! [environments.review]
//! on = "pull_request"
//! label = "deploy"
//!
//! [deploy]
//! version = "1.14.5"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `environments.NAME.label`.
pub const RULE: Rule = Rule {
    code: "TV1118",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        if let Some(label) = environment.label.as_ref().filter(|label| label.trim().is_empty()) {
            findings
                .report(&RULE, at!("environments", name, "label"), format!("`{label}` is no label"))
                .label("empty")
                .help("write a label, as in `label = \"deploy\"`, or take the key out to deploy every pull request");
        }
    }
}
