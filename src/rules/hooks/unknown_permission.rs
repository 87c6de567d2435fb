//! A permission is none that GitHub has.
//!
//! ## Why
//! A token is given what it is asked for by name, and nothing else. GitHub refuses a workflow that asks for something it
//! does not know, and each token for another service is written, never read.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! permissions = { pull-request = "write" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! permissions = { id-token = "read" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! permissions = { contents = "all" }
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! permissions = { pull-requests = "write", id-token = "write" }
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! permissions = { contents = "read" }
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```

use serde_json::Value;

use crate::{
    rules::prelude::*,
    spec::hooks::{Access, shape::SCOPES},
};

pub const RULE: Rule = Rule::error("TV1413", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (at, step) in spec.point_steps() {
        for (scope, access) in &step.permissions {
            let access = match access {
                Access::Read => "read",
                Access::Write => "write",
            };
            scope_at(&at.key("permissions").key(scope), scope, access, findings);
        }
    }
    for (name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", name, "permissions");
        match job.value("permissions") {
            Some(Value::Object(scopes)) => {
                for (scope, access) in scopes {
                    if let Some(access) = access.as_str() {
                        scope_at(&at.key(scope), scope, access, findings);
                    }
                }
            }
            Some(Value::String(word)) if !["read-all", "write-all"].contains(&word.as_str()) => {
                findings
                    .report(at, format!("`{word}` gives nothing"))
                    .label("unknown permission")
                    .help("write `permissions = { contents = \"read\" }`");
            }
            Some(
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Array(_)
                | Value::String(_),
            )
            | None => {}
        }
    }
}

/// Looks at `scope`, which is asked for as `access` at `at`.
fn scope_at(at: &Place, scope: &str, access: &str, findings: &mut Findings) {
    let known = match scope {
        "id-token" => ["write", "none"].as_slice(),
        "models" => ["read", "none"].as_slice(),
        _ => ["read", "write", "none"].as_slice(),
    };
    if !SCOPES.contains(&scope) {
        findings
            .report_key(at.clone(), format!("GitHub has no permission `{scope}`"))
            .label("unknown permission")
            .help(one_of(scope, SCOPES.iter().copied()));
    } else if !known.contains(&access) {
        findings
            .report(at.clone(), format!("`{scope}` is never `{access}`"))
            .label("unknown access")
            .help(format!("write `{scope} = \"{}\"`", known[0]));
    }
}
