//! An action is pinned to a compromised or vulnerable commit.
//!
//! ## Why
//! Public advisories list commits of actions that contain malicious code or an exploitable vulnerability. A commit
//! never changes: every run of such a commit can leak your secrets.
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
    catalogue::advisories::{self, Advisory, AdvisoryKind},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1504", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.hook_steps() {
        let uses = step.text("uses").and_then(|uses| uses.split_once('@'));
        if let Some((name, reference)) = uses {
            let is_listed =
                |advisory: &Advisory| advisory.has_commit(reference) || advisory.has_tag(reference);
            if let Some(advisory) =
                advisories::find_advisories(name).find(|advisory| is_listed(advisory))
            {
                report(findings, step.place.key("uses"), name, reference, advisory);
            }
        }
    }
    for (name, pin) in &spec.actions {
        let Some(commit) = pin.sha.as_deref() else {
            continue;
        };
        if let Some(advisory) =
            advisories::find_advisories(name).find(|advisory| advisory.has_commit(commit))
        {
            report(
                findings,
                place!("actions", name, "sha"),
                name,
                commit,
                advisory,
            );
        }
    }
}

fn report(findings: &mut Findings, place: Place, name: &str, reference: &str, advisory: &Advisory) {
    let status = match advisory.kind {
        AdvisoryKind::Compromised => "compromised",
        AdvisoryKind::Vulnerable => "vulnerable",
    };
    let is_pin = place.keys().len() == 3;
    let help = match &advisory.fixed {
        Some(fixed) if is_pin => {
            format!(
                "write `{{ version = \"{}\", sha = \"{}\" }}`",
                fixed.version, fixed.sha
            )
        }
        Some(fixed) => format!("write `{name}@{}`, which is {}", fixed.sha, fixed.version),
        None => "remove it, or pin a commit that its owners confirm as safe".to_owned(),
    };
    findings
        .report(
            place,
            format!(
                "`{name}` at `{reference}` is {status} ({}): {}",
                advisory.id, advisory.affected
            ),
        )
        .label(status)
        .help(help);
}
