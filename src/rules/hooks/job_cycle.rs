//! Jobs wait for each other.
//!
//! ## Why
//! A job that waits for one that waits for itself never begins. GitHub refuses such a workflow as a whole.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [hooks.jobs.swagger]
//! before = ["build"]
//! after = ["deploy_staging"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.one]
//! needs = ["two"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/one" }]
//!
//! [hooks.jobs.two]
//! needs = ["one"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/two" }]
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
//! [hooks.jobs.swagger]
//! before = ["deploy_staging"]
//! after = ["build"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    source::Place,
    spec::Spec,
};

/// Looks at `hooks.jobs.NAME.before`, `after` and `needs`.
pub const RULE: Rule = Rule {
    code: "TV1406",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let mut reported: Vec<String> = Vec::new();
    for (name, _) in spec.own_jobs() {
        if reported.contains(name) {
            continue;
        }
        let Some(cycle) = cycle(spec, name) else {
            continue;
        };
        let others = cycle.iter().skip(1).map(|(job, _)| format!("`{job}`"));
        let others: Vec<String> = others.collect();
        let ours = at!("hooks", "jobs", name);
        let places = || cycle.iter().filter_map(|(_, at)| at.clone());
        let written = places()
            .find(|at| ours.holds(at))
            .or_else(|| places().next());
        findings
            .report(
                &RULE,
                written.unwrap_or(ours),
                format!("`{name}` waits for {}", others.join(", which waits for ")),
            )
            .label("never begins")
            .help("take this name out of the list");
        reported.extend(cycle.into_iter().map(|(job, _)| job));
    }
}

/// A job on a way, and where it is written that the one before waits for it.
type Step = (String, Option<Place>);

/// The shortest way from the job `name` back to itself, both ends named.
fn cycle(spec: &Spec, name: &str) -> Option<Vec<Step>> {
    let mut ways: Vec<Vec<Step>> = vec![vec![(name.to_owned(), None)]];
    let mut seen: Vec<String> = Vec::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let (last, _) = way.last()?;
            for next in spec.waits(last) {
                let is_back = next.0 == name;
                if !is_back && seen.contains(&next.0) {
                    continue;
                }
                seen.push(next.0.clone());
                let further = way.iter().cloned().chain([next]).collect();
                if is_back {
                    return Some(further);
                }
                longer.push(further);
            }
        }
        ways = longer;
    }
    None
}
