//! There are environments, and nothing says how to deploy them.
//!
//! ## Why
//! An environment is a job that deploys to it. Without `[deploy]` tvgen would have to guess the version of Terraform
//! and where its configuration is, or leave the environments out.
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

pub const RULE: Rule = Rule::error("TV1201", Check::Found(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // A table that is only misspelt is there.
    if found
        .iter()
        .any(|finding| finding.meant() == Some("deploy"))
    {
        return;
    }
    if let (false, Some(name)) = (spec.deploy.is_written(), spec.environments.keys().next()) {
        findings
            .report_key(
                at!("environments", name),
                format!("nothing says how `{name}` is deployed"),
            )
            .label("no `[deploy]`")
            .help(
                "add `[deploy]` with `version = \"1.14.5\"`, the version of Terraform that you use",
            );
    }
}
