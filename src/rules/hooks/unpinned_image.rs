//! A job runs in an image that is not pinned to a digest.
//!
//! ## Why
//! The publisher of an image can move its tag: the next run of the job then executes another program, with the job's
//! token and secrets. A digest always names the same image. An expression can name any image.
//!
//! ## Fails
//! ```toml
//! [hooks.jobs.specs]
//! runs-on = "ubuntu-24.04"
//! container = "ruby:3.4.7"
//! steps = [{ run = "bin/rspec" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.specs]
//! runs-on = "ubuntu-24.04"
//! container = { image = "ruby:3.4.7" }
//! steps = [{ run = "bin/rspec" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.specs]
//! runs-on = "ubuntu-24.04"
//! services = { postgres = { image = "postgres:17" } }
//! steps = [{ run = "bin/rspec" }]
//! ```
//!
//! ```toml
//! [hooks.jobs.specs]
//! runs-on = "ubuntu-24.04"
//! container = "ruby:${{ vars.RUBY }}"
//! steps = [{ run = "bin/rspec" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [hooks.jobs.specs]
//! runs-on = "ubuntu-24.04"
//! container = "ruby:3.4.7@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
//! services = { postgres = { image = "postgres@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" } }
//! steps = [{ run = "bin/rspec" }]
//! ```

use crate::{lang::docker::is_pinned_image, rules::prelude::*};

pub const RULE: Rule = Rule::warning("TV1422", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, job) in spec.custom_jobs() {
        for (place, image) in job.images(&place!("hooks", "jobs", name)) {
            // With an empty image, GitHub starts no container.
            if image.is_empty() || is_pinned_image(image) {
                continue;
            }
            let name = image.split('@').next().unwrap_or(image);
            let (label, help) = if image.contains("${{") {
                (
                    "expression",
                    "write a fixed image, as in `ruby:3.4.7@sha256:…`".to_owned(),
                )
            } else {
                ("no digest", format!("write `{name}@sha256:…`"))
            };
            findings
                .report(place, format!("`{image}` is not pinned to a digest"))
                .label(label)
                .help(help);
        }
    }
}
