//! A package constraint has no reason.
//!
//! ## Why
//! A constraint outlives the problem that it was written for. Without a reason nobody dares to remove it, and it stays
//! until it breaks a build.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["openssl>=3.5.7-r0"]
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "openssl", version = ">=3.5.7-r0", until = 2027-03-01 }]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "openssl", version = ">=3.5.7-r0", reason = "CVE-2026-0001" }, "libpq"]
//! ```

use crate::{rules::prelude::*, spec::base::Package};

pub const RULE: Rule = Rule::warning("TV0215", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, package) in spec.packages() {
        let (Some(name), Some(version)) = (package.name(), package.constraint()) else {
            continue;
        };
        let (place, help) = match package {
            Package::Short(_) => {
                let table =
                    format!("{{ name = \"{name}\", version = \"{version}\", reason = \"…\" }}");
                (place, format!("write `{table}`"))
            }
            Package::Long(constraint) => {
                let reason = constraint.reason.as_deref().unwrap_or_default();
                if !reason.trim().is_empty() {
                    continue;
                }
                (place.key("reason"), "add `reason = \"…\"`".to_owned())
            }
        };
        findings
            .report(
                place,
                format!("the constraint `{version}` on `{name}` has no reason"),
            )
            .label("no `reason`")
            .help(help);
    }
}
