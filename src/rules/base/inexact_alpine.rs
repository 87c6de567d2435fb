//! The release of Alpine is not written as major.minor.
//!
//! ## Why
//! The images of Ruby are tagged with releases of Alpine, as in `ruby:3.4.7-alpine3.22`. There is no tag with a
//! patch, and none for `edge`: the build would stop at its first line.
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

use crate::{rules::prelude::*, spec::base::is_release};

pub const RULE: Rule = Rule::error("TV0202", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(alpine) = &spec.base.alpine else {
        return;
    };
    if !is_release(alpine) {
        findings
            .report(
                at!("base", "alpine"),
                format!("`{alpine}` is not a release of Alpine"),
            )
            .label("not major.minor")
            .help(suggestion(alpine));
    }
}

/// What to write instead of `alpine`.
fn suggestion(alpine: &str) -> String {
    let numbers: Vec<&str> = alpine
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    match numbers.as_slice() {
        [major, minor, ..] => format!("write `alpine = \"{major}.{minor}\"`"),
        _ => "write the major and the minor number, as in `alpine = \"3.22\"`".to_owned(),
    }
}
