//! The name of a Bundler setting is invalid.
//!
//! ## Why
//! `bundle config set --global …` reads a word that begins with a dash as an option, so such a setting would be set
//! somewhere else, or not at all. Bundler's own names are words joined by `.` and `_`, some followed by a URL.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! settings = { "--global" = "true" }
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! settings = { "build.charlock_holmes" = "--with-icu-dir=/usr/lib", "mirror.https://rubygems.org" = "https://gems.test" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0406", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_.-:/@".contains(c);
    for key in spec.bundle.settings.keys() {
        if key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(is_allowed) {
            continue;
        }
        let name: String = key.chars().filter(|c| is_allowed(*c)).collect();
        let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let help = if name.is_empty() {
            "write the name of a Bundler setting, as in `\"build.charlock_holmes\"`".to_owned()
        } else {
            format!("write `{name:?}`")
        };
        findings
            .report_key(
                place!("bundle", "settings", key),
                format!("`{key}` is not a valid Bundler setting"),
            )
            .label("invalid name")
            .help(help);
    }
}
