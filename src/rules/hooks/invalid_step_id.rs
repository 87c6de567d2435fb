//! A step has an id that GitHub does not take, or another's.
//!
//! ## Why
//! Other steps refer to a step by its id: letters, digits, `-` and `_`, no digit or `-` first, once in a job. The generated
//! jobs have ids of their own, which tags and digests are read from.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! id = "prepare it"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! id = "tags"
//! run = "bin/prepare"
//! ```
//!
//! ```toml
//! [[hooks.steps]]
//! at = "build.start"
//! id = "prepare"
//! run = "bin/prepare"
//!
//! [[hooks.steps]]
//! at = "build.end"
//! id = "prepare"
//! run = "bin/prepare"
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
//! [[hooks.steps]]
//! at = "build.start"
//! id = "prepare"
//! run = "bin/prepare"
//!
//! [[hooks.steps]]
//! at = "deploy.start"
//! id = "prepare"
//! run = "bin/prepare"
//! ```

use crate::{
    lang::id::{JobId, nearest_id},
    rules::prelude::*,
    spec::hooks::{BUILD_POINTS, Step, written::Written},
};

pub const RULE: Rule = Rule::error("TV1409", Check::Spec(check));

/// The ids of steps that tvgen makes.
const OURS: &[&str] = &["tags", "scan", "push", "image"];

fn check(spec: &Spec, findings: &mut Findings) {
    let mut earlier: Vec<(String, Jobs)> = Vec::new();
    for step in spec.written_steps() {
        let Some(id) = step.text("id") else { continue };
        let (lower, jobs) = (id.to_lowercase(), Jobs::of(spec, &step));
        let is_own = matches!(jobs, Jobs::Own(_));
        let again = earlier
            .iter()
            .any(|(other, others)| *other == lower && jobs.meets(others));
        let (message, label) = if JobId::parse(id).is_none() {
            (
                format!("GitHub takes no step with the id `{id}`"),
                "not an id",
            )
        } else if !is_own && OURS.contains(&lower.as_str()) {
            (
                format!("the job has a step `{id}` of its own"),
                "already taken",
            )
        } else if again {
            (format!("the job has another step `{id}`"), "already taken")
        } else {
            earlier.push((lower, jobs));
            continue;
        };
        let near = match label {
            "not an id" => nearest_id(id, "prepare"),
            _ => format!("own_{id}"),
        };
        findings
            .report(step.at.key("id"), message)
            .label(label)
            .help(format!("write `id = \"{near}\"`"));
    }
}

/// The jobs that a step is in.
enum Jobs {
    /// The one that builds.
    Build,
    /// Those that deploy: to these environments, or to all.
    Deploy(Option<Vec<String>>),
    /// One of the user's own.
    Own(String),
}

impl Jobs {
    fn of(spec: &Spec, step: &Written) -> Self {
        if let Some(job) = step.job {
            return Self::Own(job.to_owned());
        }
        let said = |at: &Place| -> Option<&Step> {
            let mut steps = spec.point_steps();
            steps.find(|(other, _)| other == at).map(|(_, step)| step)
        };
        match said(&step.at) {
            Some(said) if !BUILD_POINTS.contains(&said.at.as_deref().unwrap_or_default()) => {
                Self::Deploy(said.environments.clone())
            }
            Some(_) | None => Self::Build,
        }
    }

    /// Whether a job is among these and among `others`.
    fn meets(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::Own(job), Self::Own(other)) => job == other,
            (Self::Deploy(Some(some)), Self::Deploy(Some(others))) => {
                some.iter().any(|environment| others.contains(environment))
            }
            (Self::Build, Self::Build) | (Self::Deploy(_), Self::Deploy(_)) => true,
            (Self::Build | Self::Own(_) | Self::Deploy(_), _) => false,
        }
    }
}
