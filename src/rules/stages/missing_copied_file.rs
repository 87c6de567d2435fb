//! A copied file does not exist in the repository.
//!
//! ## Why
//! Docker stops the build at a path that does not exist in the build context, after everything before it has been
//! built. (Rules that check files are skipped in a folder without a service, such as that of a template.)
//!
//! ## Fails
//! ```text Gemfile
//! source "https://rubygems.org"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```toml
//! [stages.builder]
//! extra_files = [".ruby-versoin"]
//! ```
//!
//! ```toml
//! [stages.docs]
//! copy = [{ path = "tech_docs/Gemfile*", to = "./" }]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```text Gemfile
//! source "https://rubygems.org"
//! ```
//!
//! ```text Gemfile.lock
//! GEM
//!   specs:
//! ```
//!
//! ```text tech_docs/Gemfile.lock
//! GEM
//! ```
//!
//! ```toml
//! [stages.docs]
//! copy = [{ path = "tech_docs/Gemfile*", to = "./" }]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{repository::wildcard, rules::prelude::*, source::path::folder};

pub const RULE: Rule = Rule::warning("TV0331", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    for Placed { value, place } in spec.copied_from_context() {
        let path = value.trim_start_matches("./").trim_matches('/');
        // `missing-lockfile` reports missing lockfiles.
        let is_lockfile = spec
            .lockfiles()
            .iter()
            .any(|lockfile| path.ends_with(lockfile));
        if path.is_empty() || path == "." || is_lockfile || wildcard::exists(repository, path) {
            continue;
        }
        let siblings = repository.names(folder(path));
        let near = find_nearest(
            path.rsplit('/').next().unwrap_or(path),
            siblings.iter().map(String::as_str),
        );
        let help = near.map_or_else(
            || {
                "write the path of a file in the repository, relative to the folder of the spec"
                    .to_owned()
            },
            |near| did_you_mean(&format!("{}{near}", folder(path))),
        );
        findings
            .report(
                place,
                format!("`{value}` does not exist in the folder of the spec"),
            )
            .label("not found")
            .help(help);
    }
}
