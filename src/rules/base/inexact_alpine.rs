//! The Alpine release is not `major.minor`.
//!
//! ## Why
//! Ruby images are tagged with Alpine releases, as in `ruby:3.4.7-alpine3.22`. There is no tag with a patch version,
//! and none for `edge`: the image would not be found.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22.1"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "edge"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{rules::prelude::*, spec::base::is_alpine_release};

pub const RULE: Rule = Rule::error("TV0202", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(alpine) = &spec.base.alpine else {
        return;
    };
    if !is_alpine_release(alpine) {
        findings
            .report(
                place!("base", "alpine"),
                format!("`{alpine}` is not an Alpine release"),
            )
            .label("not major.minor")
            .help(suggestion(alpine));
    }
}

/// Suggests a replacement for `alpine`.
fn suggestion(alpine: &str) -> String {
    let numbers: Vec<&str> = alpine
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    match numbers.as_slice() {
        [major, minor, ..] => format!("write `alpine = \"{major}.{minor}\"`"),
        _ => "write the major and minor version, as in `alpine = \"3.22\"`".to_owned(),
    }
}
