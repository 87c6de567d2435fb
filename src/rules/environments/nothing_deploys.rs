//! `[deploy]` is defined, but there are no environments.
//!
//! ## Why
//! `[deploy]` configures how Terraform deploys an image to an environment. Without an environment the workflow builds
//! and pushes images that nobody runs.
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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::warning("TV1123", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.deploy.is_set() && spec.environments.is_empty() {
        findings
            .report_key(place!("deploy"), "`[deploy]` has no effect: there are no environments")
            .label("no environments")
            .help("add an environment, as in `[environments.staging]` with `on = \"push\"`, or remove `[deploy]`");
    }
}
