//! A manual environment is part of a chain.
//!
//! ## Why
//! A chain continues automatically: an environment is deployed once those in its `after` are deployed. No push deploys
//! a manual environment, so nothing can wait for it, and it cannot wait for others.
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
//! on = "manual"
//! confirm = true
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.sandbox]
//! on = "manual"
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! after = ["sandbox"]
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
//! on = "manual"
//! confirm = true
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1119", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let is_manual = |first: &String| {
        let first = spec.environments.get(first);
        first.is_some_and(|first| first.on == Some(On::Manual))
    };
    for (name, environment) in &spec.environments {
        let place = place!("environments", name, "after");
        let after = &environment.after;
        match environment.on {
            Some(On::Manual) if !after.is_empty() => {
                findings
                    .report(
                        place,
                        format!("`{name}` is deployed manually and cannot wait for others"),
                    )
                    .label("deployed manually")
                    .help(format!(
                        "remove `after` from `[{}]`, or write `on = \"push\"`",
                        place!("environments", name)
                    ));
            }
            Some(On::Push) => {
                let rest: Vec<&String> = after.iter().filter(|first| !is_manual(first)).collect();
                for (place, first) in place
                    .clone()
                    .items(after)
                    .filter(|(_, first)| is_manual(first))
                {
                    findings
                        .report(
                            place,
                            format!("`{name}` waits for `{first}`, which no push deploys"),
                        )
                        .label("deployed manually")
                        .help(format!("write `after = {rest:?}`"));
                }
            }
            Some(On::Manual | On::PullRequest) | None => {}
        }
    }
}
