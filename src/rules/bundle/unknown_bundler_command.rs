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

use crate::{
    at,
    catalogue::bundler::has_config_set,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{Spec, bundle::ExcludeBy},
};

/// Looks at `bundle.exclude_by`.
pub const RULE: Rule = Rule {
    code: "TV0402",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let config = spec
        .bundle
        .as_ref()
        .is_some_and(|bundle| bundle.exclude_by == Some(ExcludeBy::Config));
    let Some(version) = spec
        .bundler()
        .filter(|version| config && !has_config_set(version))
    else {
        return;
    };
    findings
        .report(
            &RULE,
            at!("bundle", "exclude_by"),
            format!("Bundler `{version}` does not know `bundle config set`"),
        )
        .label("needs Bundler 2.1")
        .help("write `exclude_by = \"flags\"`");
}
