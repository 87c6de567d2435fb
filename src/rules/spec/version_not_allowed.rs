//! The spec is for another version of tvgen.
//!
//! ## Why
//! `requires` keeps everyone who renders the spec on versions that are known to suit it. Another one could write other
//! files from the same spec, and each commit would change them back and forth.
//!
//! ## Fails
//! ```toml
//! spec = 1
//! requires = ">=99.0"
//! ```
//!
//! ```toml
//! spec = 1
//! requires = "newest"
//! ```
//!
//! ## Passes
//! ```toml
//! spec = 1
//! requires = ">=0.1"
//! ```

use semver::{Version, VersionReq};

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0015", Check::Spec(check));

/// The version of this tvgen.
const OURS: &str = env!("CARGO_PKG_VERSION");

fn check(spec: &Spec, findings: &mut Findings) {
    let (Some(requires), Ok(ours)) = (&spec.requires, Version::parse(OURS)) else {
        return;
    };
    match VersionReq::parse(requires) {
        Err(_) => {
            findings
                .report(at!("requires"), format!("`{requires}` names no versions of tvgen"))
                .label("not a requirement")
                .help(format!("write `requires = \">={OURS}\"`; several parts take commas, as in `>=0.1, <0.3`"));
        }
        Ok(allowed) if !allowed.matches(&ours) => {
            findings
                .report(
                    at!("requires"),
                    format!("this is tvgen {OURS}, and the spec requires `{requires}`"),
                )
                .label("another version")
                .help(format!(
                    "install a tvgen that `{requires}` allows, or write `requires = \">={OURS}\"`"
                ));
        }
        Ok(_) => {}
    }
}
