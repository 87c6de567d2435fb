//! An environment waits for another environment that is never tested.
//!
//! ## Why
//! `after` delays a deployment until the change works in another environment. Terraform succeeds as soon as the
//! containers are replaced; only a smoke test shows whether the service responds.
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
//! on = "push"
//! after = ["staging"]
//! confirm = true
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
//! on = "push"
//! after = ["staging"]
//! confirm = true
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::warning("TV1122", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.smoke_test.is_set() {
        return;
    }
    for (name, environment) in &spec.environments {
        let Some(first) = environment.after.first() else {
            continue;
        };
        findings
            .report(
                place!("environments", name, "after"),
                format!("nothing tests `{first}` before `{name}` is deployed"),
            )
            .label("no smoke test")
            .help("add `[smoke_test]` with `path = \"/healthcheck\"` or `command = \"bin/smoke-test\"`");
    }
}
