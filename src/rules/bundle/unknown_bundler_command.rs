//! Bundler does not know `bundle config set` yet.
//!
//! ## Why
//! Before 2.1, `bundle config set without …` set a setting of the name `set`, and succeeded: the groups to leave
//! out would be installed all the same.
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
            at!("bundle", "exclude_by"),
            format!("Bundler `{version}` does not know `bundle config set`"),
        )
        .label("needs Bundler 2.1")
        .help("write `exclude_by = \"flags\"`");
}
