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
    lang::id::JobId,
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1505", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for step in spec.written_steps() {
        let versions = step
            .text("uses")
            .map_or_else(Vec::new, |uses| known(spec, uses));
        let Some(action) = versions.first() else {
            continue;
        };
        for (name, _) in step.table("with") {
            let is_unknown = |action: &&Action| action.has_input(name) == Some(false);
            // Of what can be no input's name, invalid-input speaks.
            if JobId::parse(name).is_none() || !versions.iter().all(is_unknown) {
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
                    step.at.key("with").key(*name),
                    format!("`{}` {version} has no input `{name}`", action.uses),
                )
                .label("unknown input")
                .help(help);
        }
    }
}

/// The versions of an action that `uses` can stand for, of those that the catalogue has: several for a tag that moves.
fn known(spec: &Spec, uses: &str) -> Vec<&'static Action> {
    let Some((name, reference)) = uses.split_once('@') else {
        let action = match spec.pin(uses) {
            Some((_, pin)) => pin.sha.as_deref().and_then(|sha| actions::at(uses, sha)),
            None => actions::pin(uses),
        };
        return action.into_iter().collect();
    };
    let within = format!("{reference}.");
    let is_within = |action: &&Action| {
        let version = action.version.as_deref();
        action.uses.eq_ignore_ascii_case(name)
            && version.is_some_and(|version| version.starts_with(&within))
    };
    match actions::at(name, reference) {
        Some(action) => vec![action],
        None => actions::all().filter(is_within).collect(),
    }
}
