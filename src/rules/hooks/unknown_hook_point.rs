//! A step names an unknown point.
//!
//! ## Why
//! A step of your own runs at a named point: four are in the build job, four in the jobs that deploy. A step at any
//! other point never runs.
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
    for (place, step) in spec.point_steps() {
        if let Some(point) = &step.at
            && !known.clone().any(|known| known == point)
        {
            findings
                .report(place.key("at"), format!("no job has the point `{point}`"))
                .label("unknown point")
                .help(suggest(point, known.clone()));
        }
    }
}
