//! The repository has a `Gemfile` but no `Gemfile.lock`.
//!
//! ## Why
//! `Gemfile.lock` records the exact version of each gem that was tested. The Dockerfile copies it and installs these
//! versions; without it the build fails.
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
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
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     rails (8.0.3)
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! ```

use crate::{
    repository::{gemfile, gemfile_lock},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0420", Check::Repository(check));

fn check(_: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    if repository.has(gemfile::FILE) && !repository.has(gemfile_lock::FILE) {
        findings
            .report(
                place!("bundle"),
                format!(
                    "`{}` does not exist next to `{}`",
                    gemfile_lock::FILE,
                    gemfile::FILE
                ),
            )
            .label("gems are installed from the lockfile")
            .help("run `bundle lock` and commit `Gemfile.lock`");
    }
}
