//! This Ruby version is unknown.
//!
//! ## Why
//! Either it is newer than tvgen's catalogue, which then lacks its Alpine images and its Bundler version, or it does
//! not exist, and the build fails because the image is not found.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.77"
//! alpine = "3.22"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "5.0.0"
//! alpine = "3.24"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.0"
//! alpine = "3.22"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{
    catalogue::{ruby, version_numbers},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0210", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some((ruby, _)) = spec.ruby_image() else {
        return;
    };
    let (oldest, newest) = (ruby::releases().next(), ruby::releases().next_back());
    let is_older = oldest.is_some_and(|oldest| version_numbers(ruby) < version_numbers(oldest));
    if ruby::alpine_releases(ruby).is_some() || is_older {
        return;
    }
    let newest_in_series = ruby::find_series(ruby).and_then(ruby::newest_release);
    let Some(known) = newest_in_series.or(newest) else {
        return;
    };
    let message = if version_numbers(ruby) > version_numbers(known) {
        format!("Ruby `{ruby}` is newer than tvgen's catalogue")
    } else {
        format!("tvgen's catalogue has no image of Ruby `{ruby}`")
    };
    findings
        .report(place!("base", "ruby"), message)
        .label("unknown version")
        .help(format!(
            "write `ruby = \"{known}\"`, which is in the catalogue, or update tvgen"
        ));
}
