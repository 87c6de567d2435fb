//! The smoke test has neither a command nor a path.
//!
//! ## Why
//! Such a smoke test always passes: it looks like a gate before production, but tests nothing.
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
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1302", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(test) = spec.smoke_test.as_option() else {
        return;
    };
    if test.command.is_none() && test.path.is_none() {
        findings
            .report(
                place!("smoke_test"),
                "`smoke_test` has neither a `command` nor a `path`",
            )
            .label("tests nothing")
            .help("add `path = \"/healthcheck\"`, or `command = \"bin/smoke-test\"`");
    }
}
