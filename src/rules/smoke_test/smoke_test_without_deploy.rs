//! There is a smoke test, but nothing is deployed.
//!
//! ## Why
//! The smoke test runs after each deployment to an environment. Without an environment it never runs, and a service
//! that looks tested is not.
//!
//! ## Fails
//! ```toml
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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1307", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.smoke_test.is_set() && spec.environments.is_empty() {
        findings
            .report(place!("smoke_test"), "`smoke_test` never runs: no environment is defined")
            .label("never runs")
            .help("remove `[smoke_test]`, or add an environment: `[environments.staging]` with `on = \"push\"`");
    }
}
