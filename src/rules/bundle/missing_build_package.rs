//! The builder does not install a package that a gem needs to be installed.
//!
//! ## Why
//! Gems with C extensions are compiled with `build-base` and with the headers of the libraries that they use, and gems from git
//! repositories are downloaded with `git`. Without them `bundle install` fails. Precompiled gems and gems in excluded groups are
//! not counted.
//!
//! ## Fails
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     pg (1.5.9)
//!
//! PLATFORMS
//!   ruby
//!
//! DEPENDENCIES
//!   pg
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [stages.builder]
//! packages = ["build-base"]
//! ```
//!
//! ```text Gemfile.lock
//! GIT
//!   remote: https://github.com/acme/letters.git
//!   revision: 0f4a3c2b1d5e6f708192a3b4c5d6e7f801234567
//!   specs:
//!     letters (0.1.0)
//!
//! PLATFORMS
//!   ruby
//!
//! DEPENDENCIES
//!   letters!
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["build-base"]
//! ```
//!
//! ## Passes
//! ```text Gemfile
//! gem "pg"
//! gem "ffi"
//! gem "rugged", group: :development
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     ffi (1.17.2-x86_64-linux-musl)
//!     pg (1.5.9)
//!     rugged (1.9.0)
//!
//! PLATFORMS
//!   x86_64-linux-musl
//!
//! DEPENDENCIES
//!   ffi
//!   pg
//!   rugged
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq"]
//!
//! [stages.builder]
//! packages = ["build-base", "postgresql17-dev"]
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        gem_packages::{Need, NeededPackage},
        stages::StageKind,
    },
};

pub const RULE: Rule = Rule::warning("TV0413", Check::Repository(check));

/// The maximum number of gems in a message.
const MAX_GEMS: usize = 3;

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some(builder) = spec.stage_of_kind(StageKind::Builder) else {
        return;
    };
    let place = place!("stages", builder.as_str(), "packages");
    for package in spec.missing_build_packages(repository) {
        let verb = match package.need {
            Need::Compile => "compile",
            Need::Download => "download",
            Need::Run => "run",
        };
        let name = package.names[0];
        findings
            .report(
                place.clone(),
                format!(
                    "`{builder}` does not install `{name}`, which is needed to {verb} {}",
                    list_gems(&package)
                ),
            )
            .label("missing package")
            .help(format!("add `\"{name}\"` to `{place}`"));
    }
}

/// The gems that need `package` as a phrase, with the line of the first one.
pub(in crate::rules) fn list_gems(package: &NeededPackage) -> String {
    let (_, claim) = &package.gems[0];
    let shown = package.gems.iter().take(MAX_GEMS);
    let shown: Vec<String> = shown
        .map(|(_, claim)| format!("`{}`", claim.text))
        .collect();
    let more = match package.gems.len().saturating_sub(MAX_GEMS) {
        0 => String::new(),
        more => format!(" and {}", pluralize(more, "other gem")),
    };
    format!(
        "{}{more} (`{}` line {})",
        shown.join(", "),
        claim.file,
        claim.line
    )
}
