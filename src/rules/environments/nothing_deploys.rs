//! There is a way to deploy, and nowhere to deploy to.
//!
//! ## Why
//! `[deploy]` says how Terraform brings an image to an environment. Without an environment the workflow builds and pushes
//! images that nobody runs.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `environments`.
pub const RULE: Rule = Rule {
    code: "TV1123",
    severity: Severity::Warning,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.deploy.is_some() && spec.environments.is_empty() {
        findings
            .report_key(&RULE, at!("deploy"), "`[deploy]` deploys nothing: there is no environment")
            .label("nothing to deploy to")
            .help("add an environment, as in `[environments.staging]` with `on = \"push\"`, or take `[deploy]` out");
    }
}
