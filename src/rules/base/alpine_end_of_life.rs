//! This Alpine release has reached end of life.
//!
//! ## Why
//! An Alpine release gets security fixes for two years. After that, `apk upgrade` finds no fixes for what scanners
//! report in the image, and the vulnerabilities stay open.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.21"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use jiff::civil::Date;

use crate::{
    catalogue::{alpine, ruby, version_numbers},
    rules::prelude::*,
    spec::base::is_alpine_release,
};

pub const RULE: Rule = Rule::warning("TV0212", Check::Today(check));

fn check(spec: &Spec, today: Date, findings: &mut Findings) {
    let alpine = spec.base.alpine.as_deref();
    let Some(alpine) = alpine.filter(|alpine| is_alpine_release(alpine)) else {
        return;
    };
    // A release older than the oldest known one reached end of life before it.
    let oldest = alpine::releases().next_back();
    let known = oldest.filter(|oldest| version_numbers(alpine) < version_numbers(oldest));
    let Some(day) = alpine::end_of_life(known.unwrap_or(alpine)) else {
        return;
    };
    if !has_ended(day, today) {
        return;
    }
    let ruby = spec.ruby_image().map(|(ruby, _)| ruby);
    findings
        .report(
            place!("base", "alpine"),
            format!("Alpine `{alpine}` reached end of life on {day}"),
        )
        .label("end of life")
        .help(suggestion(ruby, today));
}

/// Suggests a supported Alpine release with an image of `ruby`; if there is none, a supported pair with another Ruby
/// release, if possible of the same series.
fn suggestion(ruby: Option<&str>, today: Date) -> String {
    let supported = |ruby: &str| {
        let published = ruby::alpine_releases(ruby)?.iter().rev();
        let mut supported = published.filter(|release| {
            alpine::end_of_life(release).is_some_and(|day| !has_ended(day, today))
        });
        supported.next()
    };
    if let Some(release) = ruby.and_then(supported) {
        return format!("write `alpine = \"{release}\"`");
    }
    let series = |version: &str| ruby::find_series(version).map(|series| &series.name);
    let same_series = ruby::releases().filter(|other| ruby.and_then(series) == series(other));
    let mut newest = same_series.rev().chain(ruby::releases().rev());
    let pair = newest.find_map(|other| Some((other, supported(other)?)));
    match pair {
        Some((ruby, release)) => {
            format!(
                "write `alpine = \"{release}\"` and `ruby = \"{ruby}\"`: this pair has an image"
            )
        }
        None => "write a supported release".to_owned(),
    }
}

fn has_ended(day: &str, today: Date) -> bool {
    day.parse().is_ok_and(|day: Date| day <= today)
}
