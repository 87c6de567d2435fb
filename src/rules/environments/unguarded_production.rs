//! Production can be deployed without confirmation.
//!
//! ## Why
//! `make production terraform-apply` is one history search away from `make staging terraform-apply`. With
//! `confirm = true`, make requires `CONFIRM_PRODUCTION=YES` and stops without it. If no environment is named
//! `production` or `prod`, the last environment of a chain counts as production.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.production]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.live]
//! on = "push"
//! after = ["staging"]
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::warning("TV1121", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let environments = &spec.environments;
    let is_named = |name: &str| matches!(name, "production" | "prod");
    let is_pushed = |name: &String| {
        let other = environments.get(name);
        other.is_some_and(|other| other.on == Some(On::Push))
    };
    let has_production = environments.keys().any(|name| is_named(name));
    for (name, environment) in environments {
        let mut others = environments.values();
        let is_last = !has_production
            && !environment.after.is_empty()
            && environment.after.iter().all(is_pushed)
            && others.all(|other| !other.after.contains(name));
        let is_review = environment.on == Some(On::PullRequest);
        if environment.confirm == Some(true) || is_review || !is_named(name) && !is_last {
            continue;
        }
        findings
            .report(
                place!("environments", name, "confirm"),
                format!("`make {name} terraform-apply` requires no confirmation"),
            )
            .label("no confirmation")
            .help("add `confirm = true`");
    }
}
