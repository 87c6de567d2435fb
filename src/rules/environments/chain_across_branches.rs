//! An environment waits for an environment of another branch.
//!
//! ## Why
//! A push deploys the environments of one branch. If one of them waits for an environment of another branch, it waits
//! for a job that the push does not run.
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
        cache::find_branch_error,
        environments::{Environment, On},
    },
};

pub const RULE: Rule = Rule::error("TV1106", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(branch) = pushed_branch(spec, environment) else {
            continue;
        };
        for (place, first) in place!("environments", name, "after").items(&environment.after) {
            let Some(other) = spec
                .environments
                .get(first)
                .and_then(|first| pushed_branch(spec, first))
            else {
                continue;
            };
            if branch != other {
                let message = format!("a push to `{branch}` deploys `{name}` but never `{first}`");
                findings
                    .report(place, message)
                    .label(format!("deployed from `{other}`"))
                    .help(format!(
                        "remove `{first}`, or write `branch = \"{other}\"` in `[{}]`",
                        place!("environments", name)
                    ));
            }
        }
    }
}

/// The branch whose pushes deploy `environment`.
fn pushed_branch<'a>(spec: &'a Spec, environment: &'a Environment) -> Option<&'a str> {
    let branch = environment
        .branch
        .as_deref()
        .unwrap_or_else(|| spec.trunk());
    (environment.on == Some(On::Push) && find_branch_error(branch).is_none()).then_some(branch)
}
