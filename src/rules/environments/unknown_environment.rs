//! An environment waits for one that does not exist.
//!
//! ## Why
//! `after` holds a deployment back until others are done and tested. A job that waits for a job that is not there makes
//! the whole workflow invalid: GitHub runs nothing of it.
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
//! after = ["stagging"]
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
//! ```

use crate::{
    at,
    finding::{Severity, one_of},
    rules::{Check, Findings, Rule},
    spec::{Spec, environments::On},
};

/// Looks at `environments.NAME.after`.
pub const RULE: Rule = Rule {
    code: "TV1103",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let known: Vec<&str> = spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push))
        .map(|(name, _)| name.as_str())
        .collect();
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::Push))
    {
        for (item, first) in environment.after.iter().enumerate() {
            if spec.environments.contains_key(first) {
                continue;
            }
            let others: Vec<&str> = known
                .iter()
                .copied()
                .filter(|other| other != name)
                .collect();
            let help = if others.is_empty() {
                format!("take `{first}` out: there is no other environment")
            } else {
                one_of(first, others)
            };
            findings
                .report(
                    &RULE,
                    at!("environments", name, "after").item(item),
                    format!("no environment is named `{first}`"),
                )
                .label("unknown environment")
                .help(help);
        }
    }
}
