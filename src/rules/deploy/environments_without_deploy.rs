//! Environments are defined without `[deploy]`.
//!
//! ## Why
//! An environment becomes a job that deploys to it. Without `[deploy]` tvgen would have to guess the Terraform version
//! and the folder of its configuration, or omit the environments.
//!
//! ## Fails
//! ```toml
//! [environments.staging]
//! on = "push"
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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1201", Check::Findings(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // A misspelled `[deploy]` counts: another rule reports it.
    if found
        .iter()
        .any(|finding| finding.suggestion() == Some("deploy"))
    {
        return;
    }
    if let (false, Some(name)) = (spec.deploy.is_set(), spec.environments.keys().next()) {
        findings
            .report_key(
                place!("environments", name),
                format!("`{name}` cannot be deployed without `[deploy]`"),
            )
            .label("no `[deploy]`")
            .help("add `[deploy]` with your Terraform version, as in `version = \"1.14.5\"`");
    }
}
