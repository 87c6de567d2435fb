//! A label is blank.
//!
//! ## Why
//! No pull request has a blank label, so the condition never holds and nothing is ever deployed. Without the key,
//! every pull request is deployed.
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
        if environment
            .label
            .as_ref()
            .is_some_and(|label| label.trim().is_empty())
        {
            findings
                .report(
                    place!("environments", name, "label"),
                    format!("the label of `{name}` is blank"),
                )
                .label("blank")
                .help("write a label, as in `label = \"deploy\"`, or remove the key to deploy every pull request");
        }
    }
}
