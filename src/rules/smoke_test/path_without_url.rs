//! An environment has no URL for the path of the smoke test.
//!
//! ## Why
//! The smoke test fetches the path at the environment's URL. tvgen does not guess that URL: if a wrong one answered
//! 200, a broken deployment would pass.
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
                place!("environments", name),
                format!("`{name}` has no `url` from which to fetch `{path}`"),
            )
            .label("no `url`")
            .help(format!(
                "add a `url`, as in `url = \"https://{name}{placeholder}.example.com\"`"
            ));
    }
}
