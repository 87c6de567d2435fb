//! The workflow's name is blank.
//!
//! ## Why
//! Pull requests, notifications and the list of runs show the name. Without it, GitHub shows the path of the file
//! instead.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! name = " "
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! name = "Build and deploy"
//! ```

use crate::{rules::prelude::*, spec::workflow::DEFAULT_NAME};

pub const RULE: Rule = Rule::error("TV1704", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let name = spec.workflow.name.as_ref();
    if name.is_some_and(|name| name.trim().is_empty()) {
        findings
            .report(
                place!("workflow", "name"),
                "the name of the workflow is blank",
            )
            .label("blank")
            .help(format!("write `name = \"{DEFAULT_NAME}\"`"));
    }
}
