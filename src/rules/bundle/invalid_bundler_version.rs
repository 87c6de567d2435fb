//! The Bundler version is not exact.
//!
//! ## Why
//! For `gem install`, `2.6` is 2.6.0 and not the newest 2.6 release, and a range such as `~> 2.6` moves from build to
//! build. The exact version is at the end of `Gemfile.lock`, below `BUNDLED WITH`.
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
    spec::version::{is_exact, pad_version},
};

pub const RULE: Rule = Rule::error("TV0403", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = &spec.bundle.version else {
        return;
    };
    if !is_exact(version) {
        let exact = pad_version(version).unwrap_or_else(|| "2.6.9".to_owned());
        findings
            .report(
                place!("bundle", "version"),
                format!("`{version}` is not an exact Bundler version"),
            )
            .label("not major.minor.patch")
            .help(format!(
                "add the patch version, as in `version = \"{exact}\"`"
            ));
    }
}
