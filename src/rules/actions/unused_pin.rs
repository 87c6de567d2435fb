//! A pinned action is not used.
//!
//! ## Why
//! Nobody updates a pin that has no effect, and it reads as if the action were part of the pipeline. Most unused pins
//! are typos in the name.
//!
//! ## Fails
//! ```toml
//! [actions]
//! "docker/build-and-push-action" = { version = "v7.1.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ## Passes
//! ```toml
//! [actions]
//! "docker/build-push-action" = { version = "v7.1.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ```toml
//! [actions]
//! "acme/prepare" = { version = "v1.0.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//!
//! [[hooks.steps]]
//! at = "build.start"
//! uses = "acme/prepare/all"
//! ```

use crate::{
    rules::prelude::*,
    spec::actions::{GENERATED, is_action_name},
};

pub const RULE: Rule = Rule::warning("TV1503", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let steps = spec.hook_steps();
    let steps = steps.iter().filter_map(|step| step.text("uses"));
    let jobs = spec.custom_jobs();
    let jobs = jobs.filter_map(|(_, job)| job.value("uses")?.as_str());
    let used: Vec<&str> = GENERATED.iter().copied().chain(steps).chain(jobs).collect();
    let pinned: Vec<&str> = used
        .iter()
        .filter_map(|uses| Some(spec.pin(uses)?.0))
        .collect();
    for name in spec.actions.keys() {
        if pinned.contains(&name.as_str()) || !is_action_name(name) {
            continue;
        }
        let help = match find_nearest(name, used.iter().copied()) {
            Some(near) => did_you_mean(near),
            None => "remove it".to_owned(),
        };
        findings
            .report_key(place!("actions", name), format!("nothing uses `{name}`"))
            .label("unused")
            .help(help);
    }
}
