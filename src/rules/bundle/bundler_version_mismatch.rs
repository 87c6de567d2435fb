//! `Gemfile.lock` and the spec have different Bundler versions.
//!
//! ## Why
//! Since 2.3, Bundler replaces itself with the version in `BUNDLED WITH` before it installs anything: the version in
//! the spec is downloaded but never runs. Older versions continue, and may resolve gems differently.
//!
//! ## Fails
//! ```text Gemfile.lock
//! BUNDLED WITH
//!    2.5.22
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! ```
//!
//! ## Passes
//! ```text Gemfile.lock
//! BUNDLED WITH
//!    2.6.9
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! ```

use crate::{
    catalogue::bundler::follows_lockfile, repository::gemfile_lock, rules::prelude::*,
    spec::version::is_exact,
};

pub const RULE: Rule = Rule::warning("TV0410", Check::Repository(check));

fn check(spec: &Spec, repository: &dyn Repository, findings: &mut Findings) {
    let Some(bundler) = spec.bundler() else {
        return;
    };
    let lockfile = repository.text(gemfile_lock::FILE);
    let Some(locked) = lockfile.as_deref().and_then(gemfile_lock::bundled_with) else {
        return;
    };
    // If the spec does not set a version, the Bundler included in Ruby replaces itself with the locked version.
    let switches = spec.bundle.version.is_none() && follows_lockfile(bundler);
    if locked.text == bundler || switches {
        return;
    }
    let update = format!("`bundle update --bundler={bundler}`");
    let help = if is_exact(&locked.text) {
        format!(
            "write `version = \"{}\"` in `[bundle]`, or run {update}",
            locked.text
        )
    } else {
        format!("run {update}")
    };
    findings
        .report(
            place!("bundle", "version"),
            format!(
                "the spec uses Bundler `{bundler}`, but {}",
                locked.describe()
            ),
        )
        .label("different version")
        .help(help);
}
