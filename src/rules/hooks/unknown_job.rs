//! A job waits for one that is not there.
//!
//! ## Why
//! `before` and `after` name the jobs that tvgen makes in the main workflow, `needs` other jobs of your own. GitHub refuses
//! a workflow as a whole where a job waits for one that it does not have.
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
//! before = ["deploy_stagging"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! needs = "build"
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.swagger]
//! after = ["lint"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//!
//! [hooks.jobs.lint]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/lint" }]
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
//! needs = ["lint"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/swagger" }]
//!
//! [hooks.jobs.lint]
//! after = ["build"]
//! runs-on = "ubuntu-24.04"
//! steps = [{ run = "bin/lint" }]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1403", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let ours = spec.generated_jobs();
    let own: Vec<&str> = spec.own_jobs().map(|(name, _)| name.as_str()).collect();
    for (name, job) in spec.own_jobs() {
        let at = at!("hooks", "jobs", name);
        for (key, jobs) in [("before", &job.before), ("after", &job.after)] {
            for (at, other) in at
                .key(key)
                .items(jobs)
                .filter(|(_, other)| !ours.contains(other))
            {
                let help = if key == "after" && own.contains(&other.as_str()) {
                    format!("write `needs = [{other:?}]` for a job of your own")
                } else {
                    one_of(other, ours.iter().map(String::as_str))
                };
                findings
                    .report(at, format!("tvgen makes no job `{other}`"))
                    .label("unknown job")
                    .help(help);
            }
        }
        for needed in job.needs(&at) {
            let other = needed.value;
            if own.contains(&other) {
                continue;
            }
            let others = own.iter().copied().filter(|own| own != name);
            let help = match nearest(other, others) {
                _ if ours.iter().any(|ours| ours == other) => {
                    format!("write `after = [{other:?}]` for a job that tvgen makes")
                }
                Some(near) => did_you_mean(near),
                None => format!("take `{other}` out, or add `[hooks.jobs.NAME]` with its name"),
            };
            findings
                .report(needed.at, format!("`{other}` is no job of your own"))
                .label("unknown job")
                .help(help);
        }
    }
}
