//! A package entry is past its `until` date.
//!
//! ## Why
//! The author expected the package or its constraint to be temporary. After the date, the reason may no longer apply,
//! and a constraint can block the updates that it was meant to allow.
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
    for (place, package) in spec.packages() {
        let Package::Long(constraint) = package else {
            continue;
        };
        let until = constraint.until.as_ref().and_then(base::Date::day);
        let (Some(name), Some(day)) = (package.name(), until.filter(|day| *day <= today)) else {
            continue;
        };
        let (message, help) = match package.constraint() {
            Some(version) => (
                format!("`{name}` was constrained to `{version}` until {day}"),
                format!("write `\"{name}\"`, or a later date if the constraint is still needed"),
            ),
            None => (
                format!("`{name}` was needed until {day}"),
                format!("remove `{name}`, or write a later date if it is still needed"),
            ),
        };
        findings
            .report(place.key("until"), message)
            .label("date has passed")
            .help(help);
    }
}
