//! Nobody looks after this Alpine any more.
//!
//! ## Why
//! A release of Alpine gets security fixes for two years. After that `apk upgrade` finds nothing, whatever is found in
//! the image by a scanner, and the holes stay open.
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
    catalogue::{alpine, numbers, ruby},
    rules::prelude::*,
    spec::base::is_release,
};

pub const RULE: Rule = Rule::warning("TV0212", Check::Today(check));

fn check(spec: &Spec, today: Date, findings: &mut Findings) {
    let alpine = spec.base.alpine.as_deref();
    let Some(alpine) = alpine.filter(|alpine| is_release(alpine)) else {
        return;
    };
    // What is older than the oldest that is known ended before it.
    let oldest = alpine::releases().next_back();
    let known = oldest.filter(|oldest| numbers(alpine) < numbers(oldest));
    let Some(day) = alpine::end_of_life(known.unwrap_or(alpine)) else {
        return;
    };
    if !has_ended(day, today) {
        return;
    }
    let ruby = spec.ruby_image().map(|(ruby, _)| ruby);
    findings
        .report(
            at!("base", "alpine"),
            format!("nobody has looked after Alpine `{alpine}` since {day}"),
        )
        .label("past its end of life")
        .help(suggestion(ruby, today));
}

/// What to write instead: an Alpine that there is an image of `ruby` on, or else of another release of its series.
fn suggestion(ruby: Option<&str>, today: Date) -> String {
    let supported = |ruby: &str| {
        let published = ruby::alpines(ruby)?.iter().rev();
        let mut supported = published.filter(|release| {
            alpine::end_of_life(release).is_some_and(|day| !has_ended(day, today))
        });
        supported.next()
    };
    if let Some(release) = ruby.and_then(supported) {
        return format!("write `alpine = \"{release}\"`");
    }
    let series = |of: &str| ruby::series_of(of).map(|series| &series.name);
    let of_series = ruby::releases().filter(|other| ruby.and_then(series) == series(other));
    let mut newest = of_series.rev().chain(ruby::releases().rev());
    let pair = newest.find_map(|other| Some((other, supported(other)?)));
    match pair {
        Some((ruby, release)) => {
            format!(
                "write `alpine = \"{release}\"`, with a Ruby that is there on it: `ruby = \"{ruby}\"`"
            )
        }
        None => "write a release that is looked after".to_owned(),
    }
}

fn has_ended(day: &str, today: Date) -> bool {
    day.parse().is_ok_and(|day: Date| day <= today)
}
