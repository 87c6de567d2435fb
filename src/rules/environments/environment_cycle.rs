//! Environments wait for each other.
//!
//! ## Why
//! Each of them is deployed after the other, so neither ever is. GitHub refuses such a workflow as a whole.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! after = ["production"]
//!
//! [environments.production]
//! on = "push"
//! confirm = true
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
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
//! confirm = true
//! after = ["staging"]
//!
//! [smoke_test]
//! command = "bin/smoke-test"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1104", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut reported: Vec<&str> = Vec::new();
    for name in spec.environments.keys() {
        if reported.contains(&name.as_str()) {
            continue;
        }
        let Some(cycle) = cycle(spec, name) else {
            continue;
        };
        let Some(next) = cycle.get(1) else { continue };
        let after = after(spec, name);
        let item = after
            .iter()
            .position(|first| first == next)
            .unwrap_or_default();
        let rest: Vec<&String> = after.iter().filter(|first| first != next).collect();
        let message = match cycle.as_slice() {
            [_, _] => format!("`{name}` waits for itself"),
            [first, others @ ..] => {
                let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
                format!("`{first}` waits for {}", others.join(", which waits for "))
            }
            [] => continue,
        };
        findings
            .report(at!("environments", name, "after").item(item), message)
            .label("never deployed")
            .help(format!(
                "write `after = {rest:?}` in `[{}]`",
                at!("environments", name)
            ));
        reported.extend(cycle);
    }
}

/// What a push environment waits for: others are the business of `review-in-chain`.
fn after<'a>(spec: &'a Spec, name: &str) -> &'a [String] {
    let environment = spec
        .environments
        .get(name)
        .filter(|environment| environment.on == Some(On::Push));
    environment.map_or(&[], |environment| &environment.after)
}

/// The shortest way from `name` back to itself, both ends named.
fn cycle<'a>(spec: &'a Spec, name: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![name]];
    let mut seen: Vec<&str> = Vec::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in after(spec, way.last()?) {
                let further = way.iter().copied().chain([next.as_str()]).collect();
                if next == name {
                    return Some(further);
                }
                if !seen.contains(&next.as_str()) {
                    seen.push(next);
                    longer.push(further);
                }
            }
        }
        ways = longer;
    }
    None
}
