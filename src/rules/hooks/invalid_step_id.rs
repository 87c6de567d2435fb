//! A step has an invalid or duplicate ID.
//!
//! ## Why
//! Other steps refer to a step by its ID. It consists of letters, digits, `-` and `_`, starts with a letter or `_`, and
//! is unique within a job. Some IDs are taken by generated steps.
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
    lang::id::{JobId, id_from_name},
    rules::prelude::*,
    spec::hooks::{BUILD_POINTS, Step, steps::HookStep},
};

pub const RULE: Rule = Rule::error("TV1409", Check::Spec(check));

/// The IDs of generated steps.
const GENERATED_IDS: &[&str] = &["tags", "scan", "push", "image"];

fn check(spec: &Spec, findings: &mut Findings) {
    let mut earlier: Vec<(String, Jobs)> = Vec::new();
    for step in spec.hook_steps() {
        let Some(id) = step.text("id") else { continue };
        let (lower, jobs) = (id.to_lowercase(), Jobs::containing(spec, &step));
        let is_own = matches!(jobs, Jobs::Own(_));
        let is_duplicate = earlier
            .iter()
            .any(|(other, others)| *other == lower && jobs.overlap(others));
        let (message, label) = if JobId::parse(id).is_none() {
            (format!("`{id}` is not a valid step ID"), "invalid ID")
        } else if !is_own && GENERATED_IDS.contains(&lower.as_str()) {
            (
                format!("the generated job already has a step `{id}`"),
                "duplicate ID",
            )
        } else if is_duplicate {
            (
                format!("another step of the job has the ID `{id}`"),
                "duplicate ID",
            )
        } else {
            earlier.push((lower, jobs));
            continue;
        };
        let suggestion = match label {
            "invalid ID" => id_from_name(id, "prepare"),
            _ => format!("own_{id}"),
        };
        findings
            .report(step.place.key("id"), message)
            .label(label)
            .help(format!("write `id = \"{suggestion}\"`"));
    }
}

/// The jobs that contain a step.
enum Jobs {
    /// The build job.
    Build,
    /// The jobs that deploy to these environments; `None` for all.
    Deploy(Option<Vec<String>>),
    /// A job from `[hooks.jobs]`.
    Own(String),
}

impl Jobs {
    fn containing(spec: &Spec, step: &HookStep) -> Self {
        if let Some(job) = step.job {
            return Self::Own(job.to_owned());
        }
        let find = |place: &Place| -> Option<&Step> {
            let mut steps = spec.point_steps();
            steps
                .find(|(other, _)| other == place)
                .map(|(_, step)| step)
        };
        match find(&step.place) {
            Some(step) if !BUILD_POINTS.contains(&step.at.as_deref().unwrap_or_default()) => {
                Self::Deploy(step.environments.clone())
            }
            Some(_) | None => Self::Build,
        }
    }

    /// Whether a job is in both `self` and `others`.
    fn overlap(&self, others: &Self) -> bool {
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
