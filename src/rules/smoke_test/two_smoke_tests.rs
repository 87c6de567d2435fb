//! The smoke test has both a command and a path.
//!
//! ## Why
//! A deployment is followed by one test. A command can fetch a path itself, and with two tests it would not be clear
//! which one decides.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com"
//!
//! [smoke_test]
//! command = "bin/smoke-test"
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

pub const RULE: Rule = Rule::error("TV1301", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let test = &spec.smoke_test;
    if let (Some(command), Some(path)) = (&test.command, &test.path) {
        findings
            .report_key(
                place!("smoke_test", "path"),
                format!("the smoke test has a command `{command}` and a path `{path}`"),
            )
            .label("second test")
            .help("remove `path` or `command`");
    }
}
