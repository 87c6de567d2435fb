//! A step stands at a point that no job has.
//!
//! ## Why
//! A step of your own goes to a named point: four in the job that builds, four in those that deploy. At any other name it
//! would be in no job.
//!
//! ## Fails
//! ```toml
//! [[hooks.steps]]
//! at = "build.before_images"
//! run = "bin/prepare"
//! ```
//!
//! ## Passes
//! ```toml
//! [[hooks.steps]]
//! at = "build.before_image"
//! run = "bin/prepare"
//! ```

use crate::{
    rules::prelude::*,
    spec::hooks::{BUILD_POINTS, DEPLOY_POINTS},
};

pub const RULE: Rule = Rule::error("TV1401", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let known = BUILD_POINTS.iter().chain(DEPLOY_POINTS).copied();
    for (at, step) in spec.point_steps() {
        if let Some(point) = &step.at
            && !known.clone().any(|known| known == point)
        {
            findings
                .report(at.key("at"), format!("no job has a point `{point}`"))
                .label("unknown point")
                .help(one_of(point, known.clone()));
        }
    }
}
