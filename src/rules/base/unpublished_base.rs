//! Docker Hub has no image of this Ruby version on this Alpine release.
//!
//! ## Why
//! A Ruby release is published on the two or three Alpine releases of its time, and never on later ones. The build
//! would fail because the image is not found.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.10"
//! alpine = "3.22"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.10"
//! alpine = "3.23"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.10"
//! alpine = "3.22"
//! image = "ghcr.io/acme/our-own-ruby"
//! ```

use crate::{
    catalogue::{alpine, ruby, version_numbers},
    rules::prelude::*,
    spec::base::{is_alpine_release, is_official_image},
};

pub const RULE: Rule = Rule::error("TV0209", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let alpine = spec.base.alpine.as_deref();
    let Some(alpine) = alpine.filter(|alpine| is_alpine_release(alpine)) else {
        return;
    };
    let Some((ruby, image)) = spec
        .ruby_image()
        .filter(|(_, image)| is_official_image(image))
    else {
        return;
    };
    let published = ruby::alpine_releases(ruby).unwrap_or_default();
    let Some((newest, others)) = published.split_last() else {
        return;
    };
    if published.iter().any(|known| known == alpine) || can_be_published(ruby, alpine) {
        return;
    }
    let all = match others {
        [] => newest.clone(),
        others => format!("{} and {newest}", others.join(", ")),
    };
    findings
        .report(
            place!("base", "alpine"),
            format!("the image `{image}:{ruby}-alpine{alpine}` does not exist"),
        )
        .label("never published")
        .help(format!(
            "write `alpine = \"{newest}\"`: Ruby {ruby} was published on Alpine {all}"
        ));
}

/// Whether `ruby` may be published on `alpine` after the catalogue was built: the newest of a series, on a newer Alpine.
fn can_be_published(ruby: &str, alpine: &str) -> bool {
    let series = ruby::find_series(ruby);
    let is_newest = series.and_then(ruby::newest_release) == Some(ruby);
    let known = alpine::releases().next().map(version_numbers);
    is_newest && known.is_some_and(|known| version_numbers(alpine) > known)
}
