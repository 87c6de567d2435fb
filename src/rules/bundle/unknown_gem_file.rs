//! The Gemfile loads a file whose path is computed.
//!
//! ## Why
//! The Dockerfile copies the files that the Gemfile loads before `bundle install`. A path that Ruby code computes is unknown
//! to tvgen, so the file is not copied, and the build may fail.
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
//! eval_gemfile ENV.fetch("SHARED_GEMFILE")
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! ```
//!
//! ## Passes
//! ```text Gemfile
//! gem "rails"
//! eval_gemfile ENV.fetch("SHARED_GEMFILE")
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```text Gemfile.shared
//! gem "puma"
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//!
//! [stages.builder]
//! extra_files = ["Gemfile.shared"]
//! ```

use crate::{
    repository::install::{ObstacleKind, bundler},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0422", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    if spec
        .stages
        .values()
        .any(|stage| !stage.extra_files.is_empty())
    {
        return;
    }
    for obstacle in bundler::find_files(repository).obstacles {
        if obstacle.kind == ObstacleKind::Computed {
            let claim = &obstacle.claim;
            findings
                .report(
                    place!("bundle"),
                    format!("`{}` line {} loads a file with a computed path", claim.file, claim.line),
                )
                .label("this file is not copied before `bundle install`")
                .help("write the path as a string, or list the file in `extra_files` of the builder stage");
        }
    }
}
