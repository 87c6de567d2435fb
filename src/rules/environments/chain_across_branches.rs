//! An environment waits for one of another branch.
//!
//! ## Why
//! One push deploys the environments of one branch. What waits for an environment of another branch waits for a job
//! that this push does not run.
//!
//! ## Fails
//! ```toml
//! [cache]
//! branches = ["develop"]
//!
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! branch = "develop"
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
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
        cache::branch_fault,
        environments::{Environment, On},
    },
};

pub const RULE: Rule = Rule::error("TV1106", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(branch) = branch(spec, environment) else {
            continue;
        };
        for (at, first) in at!("environments", name, "after").items(&environment.after) {
            let Some(other) = spec
                .environments
                .get(first)
                .and_then(|first| self::branch(spec, first))
            else {
                continue;
            };
            if branch != other {
                let message = format!("a push to `{branch}` deploys `{name}`, and never `{first}`");
                findings
                    .report(at, message)
                    .label(format!("deployed from `{other}`"))
                    .help(format!(
                        "take `{first}` out, or write `branch = \"{other}\"` in `[{}]`",
                        at!("environments", name)
                    ));
            }
        }
    }
}

/// The branch whose pushes deploy `environment`.
fn branch<'a>(spec: &'a Spec, environment: &'a Environment) -> Option<&'a str> {
    let branch = environment
        .branch
        .as_deref()
        .unwrap_or_else(|| spec.trunk());
    (environment.on == Some(On::Push) && branch_fault(branch).is_none()).then_some(branch)
}
