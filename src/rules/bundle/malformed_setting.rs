//! A setting has a name that Bundler would take for something else.
//!
//! ## Why
//! `bundle config set --global …` reads a word that begins with a dash as an option, so a setting of such a name would
//! be set somewhere else, or not at all. Bundler's own names are words joined by `.` and `_`, some ending in an address.
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
    let fits = |c: char| c.is_ascii_alphanumeric() || "_.-:/@".contains(c);
    for key in spec.bundle.settings.keys() {
        if key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(fits) {
            continue;
        }
        let name: String = key.chars().filter(|c| fits(*c)).collect();
        let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let help = if name.is_empty() {
            "write the name of one of Bundler's settings, as in `\"build.charlock_holmes\"`"
                .to_owned()
        } else {
            format!("write `{name:?}`")
        };
        findings
            .report_key(
                at!("bundle", "settings", key),
                format!("`{key}` is no setting of Bundler's"),
            )
            .label("not a name")
            .help(help);
    }
}
