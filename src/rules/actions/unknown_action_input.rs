//! An action has no such input.
//!
//! ## Why
//! GitHub warns of an input that the action does not declare, and goes on without it: the step runs as if nothing had been
//! written. Only versions that tvgen's catalogue knows are looked at.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/checkout"
//! with = { fetch_depth = 0 }
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! runs-on = "ubuntu-24.04"
//! steps = [{ uses = "actions/checkout", with = { depth = 0 } }]
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "actions/checkout"
//! with = { fetch-depth = 0 }
//! ```

use crate::{
    catalogue::actions::{self, Action},
    finding::{Severity, one_of},
    lang::yaml::JobId,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `with` of all steps of hooks.
pub const RULE: Rule = Rule {
    code: "TV1505",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        let Some(action) = step.text("uses").and_then(|uses| known(spec, uses)) else {
            continue;
        };
        for (name, _) in step.table("with") {
            // Of what can be no input's name, invalid-input speaks.
            if JobId::parse(name).is_none() || action.has_input(name) != Some(false) {
                continue;
            }
            let version = action.version.as_deref().unwrap_or(&action.sha);
            let inputs = action.inputs.iter().flatten().map(String::as_str);
            let help = if inputs.clone().next().is_none() {
                "take it out: the action has no inputs".to_owned()
            } else {
                one_of(name, inputs.collect::<Vec<_>>())
            };
            findings
                .report_key(
                    &RULE,
                    step.at.key("with").key(*name),
                    format!("`{}` {version} has no input `{name}`", action.uses),
                )
                .label("unknown input")
                .help(help);
        }
    }
}

/// The action that `uses` names, if the catalogue has that version of it.
fn known(spec: &Spec, uses: &str) -> Option<&'static Action> {
    let Some((name, reference)) = uses.split_once('@') else {
        return match spec.pin(uses) {
            Some((_, pin)) => actions::at(uses, pin.sha.as_deref()?),
            None => actions::pin(uses),
        };
    };
    actions::at(name, reference)
}
