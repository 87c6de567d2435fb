//! The spec is written in another version of the format.
//!
//! ## Why
//! A later version may give the same key another meaning. Files rendered from it would look right and not be what was
//! meant, so nothing is rendered at all.
//!
//! ## Fails
//! ```toml
//! spec = 2
//! ```
//!
//! ## Passes
//! ```toml
//! spec = 1
//! ```

use crate::{rules::prelude::*, spec::VERSION};

pub const RULE: Rule = Rule::error("TV0008", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(version) = spec.spec.filter(|version| *version != VERSION) else {
        return;
    };
    findings
        .report(
            at!("spec"),
            format!("`{version}` is no version of the format that this tvgen reads"),
        )
        .label("unknown version")
        .help(format!(
            "write `spec = {VERSION}`, or install a tvgen that reads version {version}"
        ));
}
