//! What is copied from the repository is not there.
//!
//! ## Why
//! Docker stops the build at a path that the build context does not have, after everything before it has been built.
//! (Rules that look at the files beside the spec do so where a service's own files lie there.)
//!
//! ## Fails
//! ```text Gemfile
//! source "https://rubygems.org"
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

use crate::{rules::prelude::*, source::path::folder, spec::wildcard};

pub const RULE: Rule = Rule::warning("TV0331", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    for Placed { value, at } in spec.copied_from_context() {
        let path = value.trim_start_matches("./").trim_matches('/');
        // The rule missing-lockfile speaks of those.
        let is_lockfile = spec
            .lockfiles()
            .iter()
            .any(|lockfile| path.ends_with(lockfile));
        if path.is_empty() || path == "." || is_lockfile || wildcard::is_there(repository, path) {
            continue;
        }
        let beside = repository.names(folder(path));
        let near = nearest(
            path.rsplit('/').next().unwrap_or(path),
            beside.iter().map(String::as_str),
        );
        let help = near.map_or_else(
            || "write the path of a file of the repository, from the folder of the spec".to_owned(),
            |near| did_you_mean(&format!("{}{near}", folder(path))),
        );
        findings
            .report(at, format!("there is no `{value}` beside the spec"))
            .label("not there")
            .help(help);
    }
}
