//! `Gemfile.lock` was made with another Bundler than the image has.
//!
//! ## Why
//! Since 2.3, Bundler puts the version of `BUNDLED WITH` in its own place before it installs anything: the version in the
//! spec is downloaded for nothing, and is not the one that runs. An older one goes on, and may resolve in another way.
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
    let Some(said) = lockfile.as_deref().and_then(gemfile_lock::bundled_with) else {
        return;
    };
    // The Bundler that Ruby brings gives way to the other, and nobody has asked for it.
    let gives_way = spec.bundle.version.is_none() && follows_lockfile(bundler);
    if said.text == bundler || gives_way {
        return;
    }
    let update = format!("`bundle update --bundler={bundler}`");
    let help = if is_exact(&said.text) {
        format!(
            "write `version = \"{}\"` below `[bundle]`, or run {update}",
            said.text
        )
    } else {
        format!("run {update}")
    };
    findings
        .report(
            at!("bundle", "version"),
            format!("Bundler is `{bundler}` here, but {}", said.phrase()),
        )
        .label("another Bundler")
        .help(help);
}
