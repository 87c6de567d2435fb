//! Nobody looks after this Ruby any more.
//!
//! ## Why
//! A series of Ruby gets security fixes for a little more than three years. After that a hole stays open, in Ruby itself
//! and in each gem that asks for a newer one, and new images of it are not built either.
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
        numbers,
        ruby::{self, Series},
    },
    rules::prelude::*,
};

pub const RULE: Rule = Rule::warning("TV0211", Check::Today(check));

fn check(spec: &Spec, today: Date, findings: &mut Findings) {
    let Some(ruby) = spec.base.ruby.as_deref() else {
        return;
    };
    let Some(series) = ruby::series_of(ruby).or_else(|| older(ruby)) else {
        return;
    };
    let Some(day) = series.eol.as_deref().filter(|_| has_ended(series, today)) else {
        return;
    };
    let message = if series.expected {
        format!("Ruby `{ruby}` was to be looked after until {day}")
    } else {
        format!("nobody has looked after Ruby `{ruby}` since {day}")
    };
    let mut supported = ruby::series().iter().rev();
    let next = supported
        .find(|other| !has_ended(other, today) && numbers(&other.name) > numbers(&series.name));
    let help = match next.and_then(ruby::newest) {
        Some(next) => format!("write `ruby = \"{next}\"`, or a newer one"),
        None => "write a release of a series that is looked after".to_owned(),
    };
    findings
        .report(at!("base", "ruby"), message)
        .label("past its end of life")
        .help(help);
}

/// The oldest series that is known, if `ruby` is older still.
fn older(ruby: &str) -> Option<&'static Series> {
    let oldest = ruby::series().last()?;
    let wanted = numbers(ruby);
    (wanted.len() >= 2 && wanted < numbers(&oldest.name)).then_some(oldest)
}

fn has_ended(series: &Series, today: Date) -> bool {
    let day = series.eol.as_deref().and_then(|day| day.parse().ok());
    day.is_some_and(|day: Date| day <= today)
}
