//! The time zone is not a name from the tz database.
//!
//! ## Why
//! The name becomes a path in `/usr/share/zoneinfo` and the value of `TZ`. A name that does not exist there silently
//! means UTC: times in London are an hour off for half the year.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! timezone = "london"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! timezone = "Europe/London; rm"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! timezone = "America/Argentina/Buenos_Aires"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0205", Check::Spec(check));

/// A time zone for helps.
const EXAMPLE: &str = "Europe/London";

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(timezone) = &spec.base.timezone else {
        return;
    };
    if !is_timezone(timezone) {
        findings
            .report(
                place!("base", "timezone"),
                format!("`{timezone}` is not a time zone"),
            )
            .label("not a tz database name")
            .help(format!(
                "write an area and a city, as in `timezone = \"{}\"`",
                suggestion(timezone)
            ));
    }
}

fn is_timezone(name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    parts.len() <= 3
        && parts.iter().all(|part| {
            part.starts_with(|c: char| c.is_ascii_uppercase()) && part.chars().all(is_allowed)
        })
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+-".contains(c)
}

/// The time zone at the start of `name`, capitalised; an example if there is none.
fn suggestion(name: &str) -> String {
    let end = name
        .find(|c: char| !is_allowed(c) && c != '/')
        .unwrap_or(name.len());
    let mut start = true;
    let words: String = name
        .chars()
        .take(end)
        .map(|c| {
            let letter = if start { c.to_ascii_uppercase() } else { c };
            start = c == '/' || c == '_';
            letter
        })
        .collect();
    if words.contains('/') && is_timezone(&words) {
        words
    } else {
        EXAMPLE.to_owned()
    }
}
