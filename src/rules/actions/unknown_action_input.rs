//! A step sets an input that its action does not have.
//!
//! ## Why
//! GitHub only warns about an input that the action does not declare: the step runs as if the input were not set. This
//! rule covers the action versions in tvgen's catalogue.
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
    for step in spec.hook_steps() {
        let versions = step
            .text("uses")
            .map_or_else(Vec::new, |uses| matching_versions(spec, uses));
        let Some(action) = versions.first() else {
            continue;
        };
        for (name, _) in step.table("with") {
            let is_unknown = |action: &&Action| action.has_input(name) == Some(false);
            // `invalid-input` reports names that no input can have.
            if JobId::parse(name).is_none() || !versions.iter().all(is_unknown) {
                continue;
            }
            let version = action.version.as_deref().unwrap_or(&action.sha);
            let inputs = action.inputs.iter().flatten().map(String::as_str);
            let help = if inputs.clone().next().is_none() {
                "remove it: the action has no inputs".to_owned()
            } else {
                suggest(name, inputs.collect::<Vec<_>>())
            };
            findings
                .report_key(
                    step.place.key("with").key(*name),
                    format!("`{}` {version} has no input `{name}`", action.uses),
                )
                .label("unknown input")
                .help(help);
        }
    }
}

/// The versions in the catalogue that `uses` can refer to: several for a moving tag.
fn matching_versions(spec: &Spec, uses: &str) -> Vec<&'static Action> {
    let Some((name, reference)) = uses.split_once('@') else {
        let action = match spec.pin(uses) {
            Some((_, pin)) => pin.sha.as_deref().and_then(|sha| actions::find(uses, sha)),
            None => actions::find_pin(uses),
        };
        return action.into_iter().collect();
    };
    let prefix = format!("{reference}.");
    let has_prefix = |action: &&Action| {
        let version = action.version.as_deref();
        action.uses.eq_ignore_ascii_case(name)
            && version.is_some_and(|version| version.starts_with(&prefix))
    };
    match actions::find(name, reference) {
        Some(action) => vec![action],
        None => actions::all().filter(has_prefix).collect(),
    }
}
