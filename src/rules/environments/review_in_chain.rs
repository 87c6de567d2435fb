//! A review environment is part of a chain.
//!
//! ## Why
//! Pull requests deploy review apps, and pushes deploy chains. No event deploys both, so an environment that waits for
//! a review app is never deployed, nor is a review app that waits for an environment.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//!
//! [environments.staging]
//! on = "push"
//! after = ["review"]
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
//! [environments.review]
//! on = "pull_request"
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
//! [environments.review]
//! on = "pull_request"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1105", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let on = |name: &str| {
        spec.environments
            .get(name)
            .and_then(|environment| environment.on)
    };
    for (name, environment) in &spec.environments {
        let place = place!("environments", name, "after");
        match environment.on {
            Some(On::PullRequest) if !environment.after.is_empty() => {
                findings
                    .report(
                        place,
                        format!(
                            "`{name}` is deployed for pull requests and cannot wait for others"
                        ),
                    )
                    .label("review environment")
                    .help(format!(
                        "remove `after` from `[{}]`",
                        place!("environments", name)
                    ));
            }
            Some(On::Push) => {
                let is_review = |first: &&String| on(first) == Some(On::PullRequest);
                let rest: Vec<&String> = environment
                    .after
                    .iter()
                    .filter(|first| !is_review(first))
                    .collect();
                for (place, first) in place
                    .clone()
                    .items(&environment.after)
                    .filter(|(_, first)| is_review(first))
                {
                    findings
                        .report(
                            place,
                            format!("`{name}` waits for `{first}`, which no push deploys"),
                        )
                        .label("review environment")
                        .help(format!("write `after = {rest:?}`"));
                }
            }
            Some(On::PullRequest | On::Manual) | None => {}
        }
    }
}
