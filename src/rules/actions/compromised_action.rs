//! An action is at a commit that is known to be bad.
//!
//! ## Why
//! Somebody put code of their own into these versions, or found a way to abuse them; public advisories name the commits.
//! A commit stays what it is: pinned to a bad one, each run hands it your secrets.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67"
//! ```
//!
//! ```toml
//! [actions]
//! "aquasecurity/trivy-action" = { version = "0.34.2", sha = "ddb9da4475c1cef7d5389062bdfdfbdbd1394648" }
//!
//! [[hooks.steps]]
//! at = "build.before_push"
//! uses = "aquasecurity/trivy-action"
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "tj-actions/changed-files@2f7c5bfce28377bc069a65ba478de0a74aa0ca32"
//! ```

use crate::{
    catalogue::advisories::{self, Advisory, Kind},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1504", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        let uses = step.text("uses").and_then(|uses| uses.split_once('@'));
        if let Some((name, reference)) = uses {
            let is_bad =
                |advisory: &Advisory| advisory.has_commit(reference) || advisory.has_tag(reference);
            if let Some(advisory) = advisories::about(name).find(|advisory| is_bad(advisory)) {
                report(findings, step.at.key("uses"), name, reference, advisory);
            }
        }
    }
    for (name, pin) in &spec.actions {
        let Some(commit) = pin.sha.as_deref() else {
            continue;
        };
        if let Some(advisory) = advisories::about(name).find(|advisory| advisory.has_commit(commit))
        {
            report(
                findings,
                at!("actions", name, "sha"),
                name,
                commit,
                advisory,
            );
        }
    }
}

fn report(findings: &mut Findings, at: Place, name: &str, reference: &str, advisory: &Advisory) {
    let what = match advisory.kind {
        Kind::Compromised => "compromised",
        Kind::Vulnerable => "vulnerable",
    };
    let is_pin = at.keys().len() == 3;
    let help = match &advisory.fixed {
        Some(fixed) if is_pin => {
            format!(
                "write `{{ version = \"{}\", sha = \"{}\" }}`",
                fixed.version, fixed.sha
            )
        }
        Some(fixed) => format!("write `{name}@{}`, which is {}", fixed.sha, fixed.version),
        None => "take it out, or pin a commit that its owners say is well".to_owned(),
    };
    findings
        .report(
            at,
            format!(
                "`{name}` at `{reference}` is {what} ({}): {}",
                advisory.id, advisory.affected
            ),
        )
        .label(what)
        .help(help);
}
