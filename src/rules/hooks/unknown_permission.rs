//! A permission is unknown.
//!
//! ## Why
//! A token has only the permissions that are listed by name. GitHub rejects a workflow with an unknown permission.
//! `id-token`, which requests tokens for other services, cannot be `read`, and `models` cannot be `write`.
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
    for (place, step) in spec.point_steps() {
        for (scope, access) in &step.permissions {
            let access = match access {
                Access::Read => "read",
                Access::Write => "write",
            };
            check_scope(
                &place.key("permissions").key(scope),
                scope,
                access,
                findings,
            );
        }
    }
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name, "permissions");
        match job.value("permissions") {
            Some(Value::Object(scopes)) => {
                for (scope, access) in scopes {
                    if let Some(access) = access.as_str() {
                        check_scope(&place.key(scope), scope, access, findings);
                    }
                }
            }
            Some(Value::String(name)) if !["read-all", "write-all"].contains(&name.as_str()) => {
                findings
                    .report(place, format!("`{name}` is not a permission level"))
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

/// Checks the permission `scope` with `access` at `place`.
fn check_scope(place: &Place, scope: &str, access: &str, findings: &mut Findings) {
    let known = match scope {
        "id-token" => ["write", "none"].as_slice(),
        "models" => ["read", "none"].as_slice(),
        _ => ["read", "write", "none"].as_slice(),
    };
    if !SCOPES.contains(&scope) {
        findings
            .report_key(
                place.clone(),
                format!("`{scope}` is not a GitHub permission"),
            )
            .label("unknown permission")
            .help(suggest(scope, SCOPES.iter().copied()));
    } else if !known.contains(&access) {
        findings
            .report(place.clone(), format!("`{scope}` cannot be `{access}`"))
            .label("invalid access")
            .help(format!("write `{scope} = \"{}\"`", known[0]));
    }
}
