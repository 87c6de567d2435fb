//! An environment that is deployed by hand is part of a chain.
//!
//! ## Why
//! A chain goes on by itself: what is `after` an environment is deployed once that one is. Nobody deploys a manual
//! environment with a push, so nothing can wait for it, and it waits for nothing.
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
        let at = at!("environments", name, "after");
        let after = &environment.after;
        match environment.on {
            Some(On::Manual) if !after.is_empty() => {
                findings
                    .report(
                        at,
                        format!("`{name}` is deployed by hand, and waits for none"),
                    )
                    .label("deployed by hand")
                    .help(format!(
                        "take `after` out of `[{}]`, or write `on = \"push\"`",
                        at!("environments", name)
                    ));
            }
            Some(On::Push) => {
                let rest: Vec<&String> = after.iter().filter(|first| !is_manual(first)).collect();
                for (at, first) in at
                    .clone()
                    .items(after)
                    .filter(|(_, first)| is_manual(first))
                {
                    findings
                        .report(
                            at,
                            format!("no push deploys `{first}`, which `{name}` waits for"),
                        )
                        .label("deployed by hand")
                        .help(format!("write `after = {rest:?}`"));
                }
            }
            Some(On::Manual | On::PullRequest) | None => {}
        }
    }
}
