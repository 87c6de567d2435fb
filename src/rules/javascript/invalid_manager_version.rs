//! The version of the package manager is not exact.
//!
//! ## Why
//! A range such as `^1.22` can match another version next month, and two builds of one commit would resolve packages
//! differently. The field `packageManager` of `package.json` only accepts exact versions, for the same reason.
//!
//! ## Fails
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "^1.22"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```
//!
//! ## Passes
//! ```toml
//! [javascript]
//! manager = "yarn"
//! version = "1.22.22"
//!
//! [stages.builder]
//! packages = ["nodejs", "npm"]
//! ```

use crate::{
    rules::prelude::*,
    spec::version::{is_exact, pad_version},
};

pub const RULE: Rule = Rule::error("TV0501", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = &spec.javascript.version else {
        return;
    };
    if !is_exact(version) {
        let exact = pad_version(version).unwrap_or_else(|| "1.22.22".to_owned());
        findings
            .report(
                place!("javascript", "version"),
                format!("`{version}` is not an exact version"),
            )
            .label("not major.minor.patch")
            .help(format!(
                "write all three numbers, as in `version = \"{exact}\"`"
            ));
    }
}
