//! The day has come from which a constraint can go.
//!
//! ## Why
//! Whoever wrote it knew that it would not be needed for ever. Past its day it holds back what it was to let in, and what
//! is written about it is no longer true.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "openssl", version = ">=3.5.7-r0", reason = "CVE-2026-0001", until = 2026-10-01 }]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "openssl", version = ">=3.5.7-r0", reason = "CVE-2026-0001", until = 2027-03-01 }]
//! ```

use jiff::civil::Date;

use crate::{
    rules::prelude::*,
    spec::base::{self, Package},
};

pub const RULE: Rule = Rule::warning("TV0216", Check::Today(check));

fn check(spec: &Spec, today: Date, findings: &mut Findings) {
    for (at, package) in spec.packages() {
        let Package::Long(constraint) = package else {
            continue;
        };
        let until = constraint.until.as_ref().and_then(base::Date::day);
        let (Some(name), Some(day)) = (package.name(), until.filter(|day| *day <= today)) else {
            continue;
        };
        let (what, plain) = match package.constraint() {
            Some(version) => (format!("`{name}` was to be `{version}`"), true),
            None => (format!("`{name}` was to be there"), false),
        };
        let help = if plain {
            format!("write `\"{name}\"`, or a later day if it is still needed")
        } else {
            format!("take `{name}` out, or write a later day if it is still needed")
        };
        findings
            .report(at.key("until"), format!("{what} until {day} only"))
            .label("a day gone by")
            .help(help);
    }
}
