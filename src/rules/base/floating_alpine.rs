//! The Alpine release is not set.
//!
//! ## Why
//! `ruby:3.4.7-alpine` moves to the next Alpine release on the day that it is published. Package versions and some
//! package names change then, and an unchanged build breaks, or differs from what was tested.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! digest = "sha256:0b8d0e2c3f4a5968778695a4b3c2d1e0f0e1d2c3b4a5968778695a4b3c2d1e0f"
//! ```

use crate::{catalogue::ruby, rules::prelude::*};

pub const RULE: Rule = Rule::warning("TV0213", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let base = &spec.base;
    let Some((ruby, image)) = spec.ruby_image() else {
        return;
    };
    if base.alpine.is_some() || base.digest.is_some() {
        return;
    }
    let help = match ruby::plain_alpine(ruby) {
        Some(alpine) => {
            format!("write `alpine = \"{alpine}\"`, the release of this tag in tvgen's catalogue")
        }
        None => "write the release, as in `alpine = \"3.22\"`".to_owned(),
    };
    findings
        .report(
            place!("base", "alpine"),
            format!("`{image}:{ruby}-alpine` moves from one Alpine release to the next"),
        )
        .label("no `alpine`")
        .help(help);
}
