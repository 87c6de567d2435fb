//! A path is to be fetched from an environment without url.
//!
//! ## Why
//! The smoke test fetches the path below the environment's url. tvgen does not guess where the app answers: a guess
//! that answers 200 would wave through a broken deployment.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [smoke_test]
//! path = "/healthcheck"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com"
//!
//! [smoke_test]
//! path = "/healthcheck"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1303", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(path) = &spec.smoke_test.path else {
        return;
    };
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.url.is_none())
    {
        let placeholder = if environment.on == Some(On::PullRequest) {
            "-{pr}"
        } else {
            ""
        };
        findings
            .report(
                at!("environments", name),
                format!("`{path}` cannot be fetched from `{name}`"),
            )
            .label("no `url`")
            .help(format!(
                "add the `url`, as in `url = \"https://{name}{placeholder}.example.com\"`"
            ));
    }
}
