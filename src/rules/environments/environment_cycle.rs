//! Environments wait for each other.
//!
//! ## Why
//! Each waits for another one in the cycle, or for itself, so none is ever deployed. GitHub rejects the whole workflow.
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
        let Some(cycle) = find_cycle(spec, name) else {
            continue;
        };
        let Some(next) = cycle.get(1) else { continue };
        let after = predecessors(spec, name);
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
            .report(place!("environments", name, "after").item(item), message)
            .label("never deployed")
            .help(format!(
                "write `after = {rest:?}` in `[{}]`",
                place!("environments", name)
            ));
        reported.extend(cycle);
    }
}

/// The environments that a push environment waits for: `review-in-chain` reports the others.
fn predecessors<'a>(spec: &'a Spec, name: &str) -> &'a [String] {
    let environment = spec
        .environments
        .get(name)
        .filter(|environment| environment.on == Some(On::Push));
    environment.map_or(&[], |environment| &environment.after)
}

/// The shortest path from `name` back to itself, including both ends.
fn find_cycle<'a>(spec: &'a Spec, name: &'a str) -> Option<Vec<&'a str>> {
    let mut paths = vec![vec![name]];
    let mut seen: Vec<&str> = Vec::new();
    while !paths.is_empty() {
        let mut longer = Vec::new();
        for path in paths {
            for next in predecessors(spec, path.last()?) {
                let extended = path.iter().copied().chain([next.as_str()]).collect();
                if next == name {
                    return Some(extended);
                }
                if !seen.contains(&next.as_str()) {
                    seen.push(next);
                    longer.push(extended);
                }
            }
        }
        paths = longer;
    }
    None
}
