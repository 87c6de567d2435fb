//! A job waits for a job that does not exist.
//!
//! ## Why
//! `before` and `after` name jobs that tvgen generates in the main workflow; `needs` names other jobs of your own.
//! GitHub rejects a whole workflow if a job waits for one that does not exist.
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
    let generated = spec.generated_jobs();
    let own: Vec<&str> = spec.custom_jobs().map(|(name, _)| name.as_str()).collect();
    for (name, job) in spec.custom_jobs() {
        let place = place!("hooks", "jobs", name);
        for (key, jobs) in [("before", &job.before), ("after", &job.after)] {
            for (place, other) in place
                .key(key)
                .items(jobs)
                .filter(|(_, other)| !generated.contains(other))
            {
                let help = if key == "after" && own.contains(&other.as_str()) {
                    format!("write `needs = [{other:?}]` for a job of your own")
                } else {
                    suggest(other, generated.iter().map(String::as_str))
                };
                findings
                    .report(place, format!("tvgen generates no job `{other}`"))
                    .label("unknown job")
                    .help(help);
            }
        }
        for needed in job.needs(&place) {
            let other = needed.value;
            if own.contains(&other) {
                continue;
            }
            let others = own.iter().copied().filter(|own| own != name);
            let help = match find_nearest(other, others) {
                _ if generated.iter().any(|job| job == other) => {
                    format!("write `after = [{other:?}]` for a job that tvgen generates")
                }
                Some(near) => did_you_mean(near),
                None => format!("remove `{other}`, or define it in `[hooks.jobs]`"),
            };
            findings
                .report(
                    needed.place,
                    format!("`[hooks.jobs]` does not define `{other}`"),
                )
                .label("unknown job")
                .help(help);
        }
    }
}
