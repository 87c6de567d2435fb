//! A job has an id that GitHub does not take.
//!
//! ## Why
//! An id has letters, digits, `-` and `_`, no digit or `-` first, and less than 100 characters; those that begin with two
//! `_` are GitHub's own. A workflow with any other is not run at all.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs."swagger docs"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.swagger-docs]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```

use crate::{
    lang::id::{JobId, nearest_id},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1404", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, _) in spec.own_jobs() {
        if JobId::parse(name).is_none() {
            findings
                .report_key(
                    at!("hooks", "jobs", name),
                    format!("GitHub takes no job named `{name}`"),
                )
                .label("not an id")
                .help(format!(
                    "write `[hooks.jobs.{}]`",
                    nearest_id(name, "prepare")
                ));
        }
    }
}
