//! An environment deploys a branch that is never built.
//!
//! ## Why
//! The workflow runs for pushes to the default branch and to the branches of `[cache]`. A push to any other branch
//! starts no run, so the environment would never be deployed, and nothing would fail.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! branch = "develop"
//! ```
//!
//! ## Passes
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
//! ```

use crate::{
    rules::prelude::*,
    spec::{cache::find_branch_error, environments::On},
};

pub const RULE: Rule = Rule::error("TV0703", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut built: Vec<&str> = spec.branches().iter().map(String::as_str).collect();
    let environments = spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push));
    let unbuilt: Vec<_> = environments
        .filter_map(|(name, environment)| Some((name, environment.branch.as_deref()?)))
        .filter(|(_, branch)| {
            *branch != spec.trunk()
                && !built.contains(branch)
                && find_branch_error(branch).is_none()
        })
        .collect();
    let known: Vec<&str> = built.iter().copied().chain([spec.trunk()]).collect();
    for (_, branch) in &unbuilt {
        if !built.contains(branch) {
            built.push(branch);
        }
    }
    for (name, branch) in unbuilt {
        let list = format!("write `branches = {built:?}` in `[cache]`");
        let help = match find_nearest(branch, known.clone()) {
            Some(near) => format!("did you mean `{near}`? If not, {list}"),
            None => list,
        };
        findings
            .report(
                place!("environments", name, "branch"),
                format!("pushes to `{branch}` are not built"),
            )
            .label("not built")
            .help(help);
    }
}
