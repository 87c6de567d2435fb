//! The spec requires another version of tvgen.
//!
//! ## Why
//! `requires` keeps everyone on versions of tvgen that are known to work with the spec. Another version could generate
//! different files from the same spec, and commits would change them back and forth.
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
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn check(spec: &Spec, findings: &mut Findings) {
    let (Some(requires), Ok(version)) = (&spec.requires, Version::parse(VERSION)) else {
        return;
    };
    match VersionReq::parse(requires) {
        Err(_) => {
            findings
                .report(place!("requires"), format!("`{requires}` is not a version requirement"))
                .label("invalid requirement")
                .help(format!("write `requires = \">={VERSION}\"`; separate several requirements with commas, as in `>=0.1, <0.3`"));
        }
        Ok(allowed) if !allowed.matches(&version) => {
            findings
                .report(
                    place!("requires"),
                    format!("this is tvgen {VERSION}, but the spec requires `{requires}`"),
                )
                .label(format!("does not allow {VERSION}"))
                .help(format!(
                    "install a tvgen that `{requires}` allows, or write `requires = \">={VERSION}\"`"
                ));
        }
        Ok(_) => {}
    }
}
