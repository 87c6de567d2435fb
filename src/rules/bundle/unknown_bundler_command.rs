//! This Bundler version does not support `bundle config set`.
//!
//! ## Why
//! Before 2.1, `bundle config set without …` created a setting named `set`, and succeeded: the excluded groups would
//! still be installed.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! version = "1.17.3"
//! exclude_by = "config"
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! version = "1.17.3"
//! exclude_by = "flags"
//! ```

use crate::{catalogue::bundler::has_config_set, rules::prelude::*, spec::bundle::ExcludeBy};

pub const RULE: Rule = Rule::error("TV0402", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let config = spec.bundle.exclude_by == Some(ExcludeBy::Config);
    let Some(version) = spec
        .bundler()
        .filter(|version| config && !has_config_set(version))
    else {
        return;
    };
    findings
        .report(
            place!("bundle", "exclude_by"),
            format!("Bundler `{version}` does not support `bundle config set`"),
        )
        .label("requires Bundler 2.1")
        .help("write `exclude_by = \"flags\"`");
}
