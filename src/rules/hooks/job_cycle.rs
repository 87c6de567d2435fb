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

use std::collections::HashSet;

use crate::{
    rules::prelude::*,
    spec::jobs::{Wait, Waits},
};

pub const RULE: Rule = Rule::error("TV1406", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let waits = spec.waits();
    let mut reported: HashSet<String> = HashSet::new();
    for (name, _) in spec.own_jobs() {
        if reported.contains(name) {
            continue;
        }
        let Some(cycle) = cycle(&waits, name) else {
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
                written.unwrap_or(ours),
                format!("`{name}` waits for {}", others.join(", which waits for ")),
            )
            .label("never begins")
            .help("take this name out of the list");
        reported.extend(cycle.into_iter().map(|(job, _)| job));
    }
}

/// The shortest way from the job `name` back to itself, both ends named, and where each step is written.
fn cycle(waits: &Waits, name: &str) -> Option<Vec<Wait>> {
    // Each step on the ways, with the one before it.
    let mut steps: Vec<(Wait, usize)> = vec![((name.to_owned(), None), 0)];
    let mut seen: HashSet<String> = HashSet::new();
    let mut last = 0;
    while let Some(((job, _), _)) = steps.get(last) {
        for next in waits.of(&job.clone()) {
            if next.0 == name {
                steps.push((next.clone(), last));
                return Some(way(&steps));
            }
            if seen.insert(next.0.clone()) {
                steps.push((next.clone(), last));
            }
        }
        last += 1;
    }
    None
}

/// The way from the first of `steps` to the last.
fn way(steps: &[(Wait, usize)]) -> Vec<Wait> {
    let mut way = Vec::new();
    let mut at = steps.len() - 1;
    loop {
        let (step, before) = &steps[at];
        way.push(step.clone());
        if at == 0 {
            break;
        }
        at = *before;
    }
    way.reverse();
    way
}
