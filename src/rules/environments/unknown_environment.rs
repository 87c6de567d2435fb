//! A referenced environment does not exist.
//!
//! ## Why
//! `after` delays a deployment until other environments are deployed and tested. A job that waits for a job that does
//! not exist makes the whole workflow invalid, and GitHub runs none of it. A hook step for an environment that does not
//! exist never runs.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! after = ["stagging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [[hooks.steps]]
//! at = "deploy.end"
//! environments = ["stagging"]
//! run = "bin/tell"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        environments::On,
        hooks::{DEPLOY_POINTS, Step},
    },
};

pub const RULE: Rule = Rule::error("TV1103", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let known: Vec<&str> = spec
        .environments
        .iter()
        // An invalid `on` may be meant as `push`.
        .filter(|(_, environment)| matches!(environment.on, Some(On::Push) | None))
        .map(|(name, _)| name.as_str())
        .collect();
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push))
    {
        for (place, first) in place!("environments", name, "after").items(&environment.after) {
            if spec.environments.contains_key(first) {
                continue;
            }
            let others: Vec<&str> = known
                .iter()
                .copied()
                .filter(|other| other != name)
                .collect();
            let help = if others.is_empty() {
                format!("remove `{first}`: there is no other environment")
            } else {
                suggest(first, others)
            };
            findings
                .report(place, format!("the environment `{first}` does not exist"))
                .label("unknown environment")
                .help(help);
        }
    }
    check_steps(spec, findings);
}

fn check_steps(spec: &Spec, findings: &mut Findings) {
    let known: Vec<&str> = spec.environments.keys().map(String::as_str).collect();
    let is_deployment = |step: &Step| {
        let point = step.at.as_deref();
        point.is_some_and(|point| DEPLOY_POINTS.contains(&point))
    };
    for (place, step) in spec.point_steps().filter(|(_, step)| is_deployment(step)) {
        for (place, name) in place
            .key("environments")
            .items(step.environments.iter().flatten())
        {
            if known.is_empty() || known.contains(&name.as_str()) {
                continue;
            }
            findings
                .report(place, format!("the environment `{name}` does not exist"))
                .label("unknown environment")
                .help(suggest(name, known.iter().copied()));
        }
    }
}
