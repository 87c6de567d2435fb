//! The Ruby version is not exact.
//!
//! ## Why
//! `ruby:3.4-alpine` moves to each patch release: two builds of one commit could differ, and nobody would know which
//! Ruby runs in production. With an exact version, an upgrade is a commit that can be reviewed and reverted.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4"
//! alpine = "3.22"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::{rules::prelude::*, spec::version::is_exact};

pub const RULE: Rule = Rule::error("TV0201", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(ruby) = &spec.base.ruby else { return };
    if !is_exact(ruby) {
        findings
            .report(
                place!("base", "ruby"),
                format!("`{ruby}` is not an exact Ruby version"),
            )
            .label("not major.minor.patch")
            .help("add the patch version, as in `ruby = \"3.4.7\"`");
    }
}
