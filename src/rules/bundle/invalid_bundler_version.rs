//! The version of Bundler is not exact.
//!
//! ## Why
//! For `gem install`, `2.6` is 2.6.0 and not the newest of 2.6, and a range such as `~> 2.6` moves from build to
//! build. The exact version stands at the end of `Gemfile.lock`, below `BUNDLED WITH`.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! version = "2.6"
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! ```

use crate::{
    rules::prelude::*,
    spec::version::{completed, is_exact},
};

pub const RULE: Rule = Rule::error("TV0403", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = &spec.bundle.version else {
        return;
    };
    if !is_exact(version) {
        let exact = completed(version).unwrap_or_else(|| "2.6.9".to_owned());
        findings
            .report(
                at!("bundle", "version"),
                format!("`{version}` is not an exact version of Bundler"),
            )
            .label("not major.minor.patch")
            .help(format!("name the patch too, as in `version = \"{exact}\"`"));
    }
}
