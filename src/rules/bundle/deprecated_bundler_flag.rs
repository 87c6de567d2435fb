//! A flag of `bundle install` is deprecated.
//!
//! ## Why
//! Since 2.1, Bundler warns of flags that it would have to remember for later commands, and Bundler 4 refuses them: the
//! build stops on the day that Ruby or Bundler is upgraded. A setting does the same, and says so.
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
    spec::{bundle::ExcludeBy, bundle_install::Used},
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
                at!("bundle", "exclude_by"),
                format!("Bundler `{version}` warns of the flag `--without`"),
            )
            .label("deprecated")
            .help("write `exclude_by = \"config\"`");
    }
    for Placed { value: used, at } in spec.install_flags() {
        let Used { flag, .. } = &used;
        let (what, label) = match (flag.is_deprecated(version), flag.is_removed(version)) {
            (true, _) => ("warns of", "deprecated"),
            (false, true) => ("refuses", "dropped"),
            (false, false) => continue,
        };
        findings
            .report(
                at,
                format!("Bundler `{version}` {what} the flag `{}`", flag.flag),
            )
            .label(label)
            .help(format!("write `{}` instead", used.instead()));
    }
}
