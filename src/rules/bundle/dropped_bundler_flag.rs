//! Bundler has removed the flag that excludes groups.
//!
//! ## Why
//! Bundler 4 rejects `bundle install --without`, which older versions only deprecate. The build would fail when the
//! gems are installed, on the day that Ruby or Bundler is upgraded.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! version = "4.0.3"
//! exclude_by = "flags"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "4.0.1"
//! alpine = "3.23"
//!
//! [bundle]
//! exclude_by = "flags"
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! version = "4.0.3"
//! exclude_by = "config"
//! ```

use crate::{catalogue::bundler::without_flag, rules::prelude::*, spec::bundle::ExcludeBy};

pub const RULE: Rule = Rule::error("TV0401", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let flags = spec.bundle.exclude_by == Some(ExcludeBy::Flags);
    let Some(version) = spec
        .bundler()
        .filter(|version| flags && without_flag().is_removed(version))
    else {
        return;
    };
    findings
        .report(
            place!("bundle", "exclude_by"),
            format!("Bundler `{version}` does not support the flag `--without`"),
        )
        .label("removed in Bundler 4")
        .help("write `exclude_by = \"config\"`");
}
