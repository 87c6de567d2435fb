//! Jobs wait for each other in a cycle.
//!
//! ## Why
//! A job that waits for itself, directly or through other jobs, never starts. GitHub rejects the whole workflow.
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
    spec::jobs::{JobDependencies, JobDependency},
};

pub const RULE: Rule = Rule::error("TV1406", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let dependencies = spec.job_dependencies();
    let mut reported: HashSet<String> = HashSet::new();
    for (name, _) in spec.custom_jobs() {
        if reported.contains(name) {
            continue;
        }
        let Some(cycle) = find_cycle(&dependencies, name) else {
            continue;
        };
        let others = cycle.iter().skip(1).map(|(job, _)| format!("`{job}`"));
        let others: Vec<String> = others.collect();
        let job_place = place!("hooks", "jobs", name);
        let places = || cycle.iter().filter_map(|(_, place)| place.clone());
        let written = places()
            .find(|place| job_place.contains(place))
            .or_else(|| places().next());
        findings
            .report(
                written.unwrap_or(job_place),
                format!("`{name}` waits for {}", others.join(", which waits for ")),
            )
            .label("never starts")
            .help("remove this dependency");
        reported.extend(cycle.into_iter().map(|(job, _)| job));
    }
}

/// The shortest path from the job `name` back to itself. It contains `name` at both ends, and the place of each
/// dependency.
fn find_cycle(dependencies: &JobDependencies, name: &str) -> Option<Vec<JobDependency>> {
    // Each visited job, with the index of the job that waits for it.
    let mut steps: Vec<(JobDependency, usize)> = vec![((name.to_owned(), None), 0)];
    let mut seen: HashSet<String> = HashSet::new();
    let mut last = 0;
    while let Some(((job, _), _)) = steps.get(last) {
        for next in dependencies.get(&job.clone()) {
            if next.0 == name {
                steps.push((next.clone(), last));
                return Some(trace_back(&steps));
            }
            if seen.insert(next.0.clone()) {
                steps.push((next.clone(), last));
            }
        }
        last += 1;
    }
    None
}

/// The path from the first to the last of `steps`, found by following the indices backwards.
fn trace_back(steps: &[(JobDependency, usize)]) -> Vec<JobDependency> {
    let mut path = Vec::new();
    let mut index = steps.len() - 1;
    loop {
        let (step, before) = &steps[index];
        path.push(step.clone());
        if index == 0 {
            break;
        }
        index = *before;
    }
    path.reverse();
    path
}
