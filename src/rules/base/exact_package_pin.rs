//! A package is held at one exact version.
//!
//! ## Why
//! Alpine keeps one version of each package: the day a fix comes out, the version before it is gone, and the next build
//! stops with a package that is not found. A floor, `>=`, lets the fix in and still keeps out what is older.
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
    for (at, package) in spec.packages() {
        let exact = package
            .constraint()
            .and_then(|written| written.strip_prefix('=').filter(|_| !written.contains('~')));
        let (Some(name), Some(version)) = (package.name(), exact) else {
            continue;
        };
        let (at, help) = match package {
            Package::Short(_) => (at, format!("write `\"{name}>={version}\"`")),
            Package::Long(_) => (
                at.key("version"),
                format!("write `version = \">={version}\"`"),
            ),
        };
        findings
            .report(
                at,
                format!("`{name}` is held at `{version}`, which Alpine deletes with the next fix"),
            )
            .label("an exact version")
            .help(help);
    }
}
