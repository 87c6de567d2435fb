//! A branch is set for an environment that no push deploys.
//!
//! ## Why
//! A review app is built from the branch of its pull request, and a manual deployment uses an existing image. The
//! branch set here would be neither deployed nor compared with anything.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! branch = "main"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.sandbox]
//! on = "manual"
//! branch = "main"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1108", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let source = match environment.on {
            Some(On::PullRequest) => "from each pull request",
            Some(On::Manual) => "manually",
            Some(On::Push) | None => continue,
        };
        if let Some(branch) = &environment.branch {
            let message = format!("`{name}` is deployed {source}, not from `{branch}`");
            findings
                .report_key(place!("environments", name, "branch"), message)
                .label("only for pushes")
                .help("remove `branch`, or write `on = \"push\"`");
        }
    }
}
