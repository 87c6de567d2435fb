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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1118", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        if let Some(label) = environment
            .label
            .as_ref()
            .filter(|label| label.trim().is_empty())
        {
            findings
                .report(at!("environments", name, "label"), format!("`{label}` is no label"))
                .label("empty")
                .help("write a label, as in `label = \"deploy\"`, or take the key out to deploy every pull request");
        }
    }
}
