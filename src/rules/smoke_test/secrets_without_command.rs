//! The smoke test has secrets but no command that reads them.
//!
//! ## Why
//! Secrets become variables of the command. A path is fetched without them, so a page behind a password would answer
//! 401 and the test would fail.
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
//! path = "/healthcheck"
//! secrets = ["HTTP_BASIC_USER"]
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
//! [smoke_test]
//! command = "bin/smoke-test"
//! secrets = ["HTTP_BASIC_USER"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1304", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let test = &spec.smoke_test;
    if let (None, Some(path), false) = (&test.command, &test.path, test.secrets.is_empty()) {
        findings
            .report_key(
                place!("smoke_test", "secrets"),
                format!("`{path}` is fetched without `secrets`"),
            )
            .label("unused")
            .help("remove `secrets`, or write a `command` instead of `path`");
    }
}
