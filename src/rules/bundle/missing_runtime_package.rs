//! The runtime image does not contain a package that a gem needs to run.
//!
//! ## Why
//! An extension is linked with the shared libraries of its build packages, and some gems load a library or start a program. The
//! builder contains them, and the runtime image does not: the service stops at its first `require`, or fails later in the
//! feature that uses the gem.
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
//! [stages.builder]
//! packages = ["build-base", "libpq-dev"]
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     wkhtmltopdf-binary (0.12.6.10)
//!
//! PLATFORMS
//!   ruby
//!
//! DEPENDENCIES
//!   wkhtmltopdf-binary
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["build-base"]
//! ```
//!
//! ## Passes
//! ```text Gemfile.lock
//! GEM
//!   remote: https://rubygems.org/
//!   specs:
//!     image_processing (1.14.0)
//!       mini_magick (>= 4.9.5, < 6)
//!       ruby-vips (>= 2.0.17, < 3)
//!     mini_magick (5.3.1)
//!     pg (1.5.9)
//!     ruby-vips (2.2.5)
//!
//! PLATFORMS
//!   ruby
//!
//! DEPENDENCIES
//!   image_processing
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
//! packages = ["build-base", "libpq-dev"]
//!
//! [stages.production]
//! packages = ["vips"]
//! ```

use super::missing_build_package::list_gems;
use crate::{catalogue::alpine::find_removed, rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::warning("TV0414", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some(runtime) = spec.stage_of_kind(StageKind::Runtime) else {
        return;
    };
    for package in spec.missing_runtime_packages(repository) {
        let names: Vec<String> = package
            .names
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let gems = list_gems(&package);
        let name = package.names[0];
        let place = spec.runtime_package_place(name);
        let removed = spec
            .alpine_release()
            .and_then(|release| find_removed(name, release));
        let (message, help) = match removed {
            Some(removed) => (
                format!(
                    "{gems} needs `{name}` to run, which Alpine {} removed",
                    removed.since
                ),
                "replace the gem, for example with one that runs `chromium`, or copy the program from another stage and \
                 allow this warning"
                    .to_owned(),
            ),
            None => (
                format!(
                    "`{runtime}` does not install {}, which is needed to run {gems}",
                    join_alternatives(&names)
                ),
                format!("add `\"{name}\"` to `{place}`"),
            ),
        };
        findings
            .report(place, message)
            .label("missing package")
            .help(help);
    }
}

/// `names` as a phrase: `a, b or c`.
fn join_alternatives(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
