//! The version of the spec format is not supported.
//!
//! ## Why
//! A later version may give the same key another meaning. The generated files would look right but do something else,
//! so tvgen generates nothing.
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
            place!("spec"),
            format!("this tvgen does not support version `{version}` of the spec format"),
        )
        .label("unsupported version")
        .help(format!(
            "write `spec = {VERSION}`, or install a tvgen that supports version {version}"
        ));
}
