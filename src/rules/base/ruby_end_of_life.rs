//! This Ruby version has reached end of life.
//!
//! ## Why
//! A Ruby series gets security fixes for a little more than three years. After that, vulnerabilities stay open, in Ruby
//! itself and in each gem whose fix requires a newer Ruby, and no new images are built.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.2.11"
//! alpine = "3.23"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.3.12"
//! alpine = "3.23"
//! ```

use jiff::civil::Date;

use crate::{
    catalogue::{
        ruby::{self, Series},
        version_numbers,
    },
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0211", Check::Today(check));

fn check(spec: &Spec, today: Date, findings: &mut Findings) {
    let Some(ruby) = spec.base.ruby.as_deref() else {
        return;
    };
    let Some(series) = ruby::find_series(ruby).or_else(|| oldest_if_older(ruby)) else {
        return;
    };
    let Some(day) = series.eol.as_deref().filter(|_| has_ended(series, today)) else {
        return;
    };
    let message = if series.expected {
        format!("Ruby `{ruby}` was expected to reach end of life on {day}")
    } else {
        format!("Ruby `{ruby}` reached end of life on {day}")
    };
    let mut supported = ruby::series().iter().rev();
    let next = supported.find(|other| {
        !has_ended(other, today) && version_numbers(&other.name) > version_numbers(&series.name)
    });
    let help = match next.and_then(ruby::newest_release) {
        Some(next) => format!("write `ruby = \"{next}\"` or newer"),
        None => "write a release of a supported series".to_owned(),
    };
    findings
        .report(place!("base", "ruby"), message)
        .label("end of life")
        .help(help);
}

/// The oldest known series, if `ruby` is even older.
fn oldest_if_older(ruby: &str) -> Option<&'static Series> {
    let oldest = ruby::series().last()?;
    let version = version_numbers(ruby);
    (version.len() >= 2 && version < version_numbers(&oldest.name)).then_some(oldest)
}

fn has_ended(series: &Series, today: Date) -> bool {
    let day = series.eol.as_deref().and_then(|day| day.parse().ok());
    day.is_some_and(|day: Date| day <= today)
}
