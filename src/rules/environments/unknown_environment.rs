//! An environment is named that does not exist.
//!
//! ## Why
//! `after` holds a deployment back until others are done and tested. A job that waits for a job that is not there makes
//! the whole workflow invalid: GitHub runs nothing of it. A hook's step for an environment that is not there is in no job.
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
        // What could not be read may well be a push.
        .filter(|(_, environment)| matches!(environment.on, Some(On::Push) | None))
        .map(|(name, _)| name.as_str())
        .collect();
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push))
    {
        for (at, first) in at!("environments", name, "after").items(&environment.after) {
            if spec.environments.contains_key(first) {
                continue;
            }
            let others: Vec<&str> = known
                .iter()
                .copied()
                .filter(|other| other != name)
                .collect();
            let help = if others.is_empty() {
                format!("take `{first}` out: there is no other environment")
            } else {
                one_of(first, others)
            };
            findings
                .report(at, format!("no environment is named `{first}`"))
                .label("unknown environment")
                .help(help);
        }
    }
    check_steps(spec, findings);
}

fn check_steps(spec: &Spec, findings: &mut Findings) {
    let known: Vec<&str> = spec.environments.keys().map(String::as_str).collect();
    let is_deployment = |step: &Step| {
        let at = step.at.as_deref();
        at.is_some_and(|point| DEPLOY_POINTS.contains(&point))
    };
    for (at, step) in spec.point_steps().filter(|(_, step)| is_deployment(step)) {
        for (at, name) in at
            .key("environments")
            .items(step.environments.iter().flatten())
        {
            if known.is_empty() || known.contains(&name.as_str()) {
                continue;
            }
            findings
                .report(at, format!("no environment is named `{name}`"))
                .label("unknown environment")
                .help(one_of(name, known.iter().copied()));
        }
    }
}
