//! A package is pinned to an exact version.
//!
//! ## Why
//! Alpine keeps one version of each package: when a fix is published, the previous version is deleted, and the next
//! build fails because the package is not found. A minimum version, `>=`, allows the fix and still excludes older
//! versions.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "libpq", version = "=17.6-r0", reason = "17.5 loses connections" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "libpq", version = ">=17.6-r0", reason = "17.5 loses connections" }]
//! ```

use crate::{rules::prelude::*, spec::base::Package};

pub const RULE: Rule = Rule::warning("TV0214", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, package) in spec.packages() {
        let exact = package
            .constraint()
            .and_then(|text| text.strip_prefix('=').filter(|_| !text.contains('~')));
        let (Some(name), Some(version)) = (package.name(), exact) else {
            continue;
        };
        let (place, help) = match package {
            Package::Short(_) => (place, format!("write `\"{name}>={version}\"`")),
            Package::Long(_) => (
                place.key("version"),
                format!("write `version = \">={version}\"`"),
            ),
        };
        findings
            .report(
                place,
                format!(
                    "`{name}` is pinned to `{version}`, which Alpine deletes with the next fix"
                ),
            )
            .label("exact version")
            .help(help);
    }
}
