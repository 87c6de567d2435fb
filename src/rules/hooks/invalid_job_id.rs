//! A job has an invalid ID.
//!
//! ## Why
//! A job ID consists of letters, digits, `-` and `_`, starts with a letter or `_`, and has fewer than 100 characters;
//! IDs that start with `__` are reserved for GitHub. GitHub rejects the whole workflow if one job has an invalid ID.
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
    lang::id::{JobId, id_from_name},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1404", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, _) in spec.custom_jobs() {
        if JobId::parse(name).is_none() {
            findings
                .report_key(
                    place!("hooks", "jobs", name),
                    format!("`{name}` is not a valid job ID"),
                )
                .label("invalid ID")
                .help(format!(
                    "write `[hooks.jobs.{}]`",
                    id_from_name(name, "prepare")
                ));
        }
    }
}
