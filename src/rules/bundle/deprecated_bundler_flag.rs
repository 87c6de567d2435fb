//! A flag of `bundle install` is deprecated or removed.
//!
//! ## Why
//! Since 2.1, Bundler warns about flags that it would have to remember for later commands, and Bundler 4 rejects them:
//! the build fails on the day that Ruby or Bundler is upgraded. A setting does the same explicitly.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! exclude_by = "flags"
//! ```
//!
//! ```toml
//! [bundle]
//! version = "2.6.9"
//!
//! [stages.builder.run]
//! after_bundle = ["bundle install --path vendor/bundle"]
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! version = "2.6.9"
//! exclude_by = "config"
//!
//! [stages.builder.run]
//! after_bundle = ["bundle config set --local path vendor/bundle", "bundle install --jobs 4"]
//! ```
//!
//! ```toml
//! [bundle]
//! version = "1.17.3"
//! exclude_by = "flags"
//! ```

use crate::{
    catalogue::bundler::without_flag,
    rules::prelude::*,
    spec::{bundle::ExcludeBy, bundle_install::UsedFlag},
};

pub const RULE: Rule = Rule::warning("TV0407", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = spec.bundler() else {
        return;
    };
    let flags = spec.bundle.exclude_by == Some(ExcludeBy::Flags);
    if flags && without_flag().is_deprecated(version) {
        findings
            .report(
                place!("bundle", "exclude_by"),
                format!("the flag `--without` is deprecated in Bundler `{version}`"),
            )
            .label("deprecated")
            .help("write `exclude_by = \"config\"`");
    }
    for Placed { value: used, place } in spec.install_flags() {
        let UsedFlag { flag, .. } = &used;
        let status = match (flag.is_deprecated(version), flag.is_removed(version)) {
            (true, _) => "deprecated",
            (false, true) => "removed",
            (false, false) => continue,
        };
        findings
            .report(
                place,
                format!(
                    "the flag `{}` is {status} in Bundler `{version}`",
                    flag.flag
                ),
            )
            .label(status)
            .help(format!("write `{}` instead", used.replacement()));
    }
}
