//! There is no image of this Ruby on this Alpine.
//!
//! ## Why
//! A release of Ruby is published on the two or three releases of Alpine of its day, and on no other later. The build
//! would stop at its first line, with an image that is not found.
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
    catalogue::{alpine, numbers, ruby},
    rules::prelude::*,
    spec::base::{is_official, is_release},
};

pub const RULE: Rule = Rule::error("TV0209", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let alpine = spec.base.alpine.as_deref();
    let Some(alpine) = alpine.filter(|alpine| is_release(alpine)) else {
        return;
    };
    let Some((ruby, image)) = spec.ruby_image().filter(|(_, image)| is_official(image)) else {
        return;
    };
    let published = ruby::alpines(ruby).unwrap_or_default();
    let Some((newest, others)) = published.split_last() else {
        return;
    };
    if published.iter().any(|known| known == alpine) || may_come(ruby, alpine) {
        return;
    }
    let all = match others {
        [] => newest.clone(),
        others => format!("{} and {newest}", others.join(", ")),
    };
    findings
        .report(
            at!("base", "alpine"),
            format!("there is no image `{image}:{ruby}-alpine{alpine}`"),
        )
        .label("never published")
        .help(format!(
            "write `alpine = \"{newest}\"`: Ruby {ruby} was published on Alpine {all}"
        ));
}

/// Whether `ruby` may be published on `alpine` after the catalogue was made: the newest of a series, on a newer Alpine.
fn may_come(ruby: &str, alpine: &str) -> bool {
    let series = ruby::series_of(ruby);
    let is_newest = series.and_then(ruby::newest) == Some(ruby);
    let known = alpine::releases().next().map(numbers);
    is_newest && known.is_some_and(|known| numbers(alpine) > known)
}
