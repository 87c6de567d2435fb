//! The service's name is not a DNS label.
//!
//! ## Why
//! The name is part of the names that Kubernetes and Azure give to the service's resources. It consists of lower-case
//! letters, digits and dashes, starts and ends with a letter or a digit, and has at most 63 characters (RFC 1123).
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "Teaching_Vacancies"
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "teaching-vacancies"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0101", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(name) = &spec.service.name else {
        return;
    };
    let is_alphanumeric = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_label = name.len() <= 63
        && name.starts_with(is_alphanumeric)
        && name.ends_with(is_alphanumeric)
        && name.chars().all(|c| is_alphanumeric(c) || c == '-');
    if !is_label {
        let finding = findings.report(
            place!("service", "name"),
            format!("`{name}` is not a DNS label"),
        );
        finding
            .label("invalid name")
            .help(format!("write `name = \"{}\"`", suggestion(name)));
    }
}

/// The valid label nearest to `name`.
fn suggestion(name: &str) -> String {
    let letters = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect::<String>();
    let short: String = letters.trim_matches('-').chars().take(63).collect();
    if short.is_empty() {
        "hello".to_owned()
    } else {
        short.trim_end_matches('-').to_owned()
    }
}
