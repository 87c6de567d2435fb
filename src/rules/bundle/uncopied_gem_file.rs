//! `bundle install` reads a file that cannot be copied into the image.
//!
//! ## Why
//! The Dockerfile copies what `bundle install` reads: gems in folders, and files that the Gemfile loads. A file outside of
//! the folder of the spec is not in the build context. A file that does not exist, or that git ignores, is in no fresh
//! checkout. Either way the build fails.
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
//! gem "billing", path: "../billing"
//! ```
//!
//! ```text Gemfile.lock
//! PATH
//!   remote: ../billing
//!   specs:
//!     billing (0.1.0)
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! ```
//!
//! ## Fails
//! ```text Gemfile
//! gem "rails"
//! eval_gemfile "Gemfile.common"
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
//! gem "billing", path: "engines/billing"
//! ```
//!
//! ```text Gemfile.lock
//! PATH
//!   remote: engines/billing
//!   specs:
//!     billing (0.1.0)
//! ```
//!
//! ```text engines/billing/billing.gemspec
//! Gem::Specification.new
//! ```
//!
//! ```toml
//! [bundle]
//! jobs = 4
//! ```

use crate::{
    lang::shell::Path,
    repository::install::{InstallFiles, ObstacleKind, bundler},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0421", Check::Repository(check));

fn check(_: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    report_uncopied(
        &bundler::find_files(repository),
        &place!("bundle"),
        findings,
    );
}

/// Reports the files of `found` that cannot be copied, at `place`.
pub(in crate::rules) fn report_uncopied(
    found: &InstallFiles,
    place: &Place,
    findings: &mut Findings,
) {
    for obstacle in &found.obstacles {
        let claim = &obstacle.claim;
        let (message, help) = match obstacle.kind {
            ObstacleKind::Outside => (
                format!(
                    "{}, which is outside of the folder of the spec",
                    claim.describe()
                ),
                format!(
                    "move `{}` into the folder of the spec, and the spec to the top of the repository if necessary",
                    claim.text
                ),
            ),
            ObstacleKind::Missing => (
                format!("{}, which does not exist", claim.describe()),
                format!(
                    "add `{}` to the repository, or change `{}`",
                    claim.text, claim.file
                ),
            ),
            ObstacleKind::Ignored => (
                format!("{}, which git ignores", claim.describe()),
                format!("remove `{}` from `.gitignore` and commit it", claim.text),
            ),
            ObstacleKind::Computed | ObstacleKind::NeedsSource => continue,
        };
        findings
            .report(place.clone(), message)
            .label("the installation needs this file")
            .help(help);
    }
    for file in &found.files {
        if Path::parse(&file.path).is_none() {
            findings
                .report(
                    place.clone(),
                    format!("the path `{}` cannot be written in a Dockerfile", file.path),
                )
                .label("the installation needs this file")
                .help("rename it: use letters, digits and `._-/@+~,=%:`");
        }
    }
}
