//! The Terraform version is not exact.
//!
//! ## Why
//! An older Terraform cannot read a state that a newer one has written. With an exact version, people and builds
//! upgrade in one commit.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "~> 1.14"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{rules::prelude::*, spec::version::is_exact};

pub const RULE: Rule = Rule::error("TV1202", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = &spec.deploy.version else {
        return;
    };
    if is_exact(version) {
        return;
    }
    let number = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    let help = if is_exact(number) {
        format!("write `version = \"{number}\"`")
    } else {
        "add the patch version, as in `version = \"1.14.5\"`".to_owned()
    };
    findings
        .report(
            place!("deploy", "version"),
            format!("`{version}` is not an exact Terraform version"),
        )
        .label("not major.minor.patch")
        .help(help);
}
