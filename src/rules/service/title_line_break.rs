//! The title has a line break or another control character.
//!
//! ## Why
//! The title stands in comments and headings of every output. Where the line ended, the rest of the title would be
//! read as part of a Makefile, a workflow or a Dockerfile.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello\nworld"
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello, world"
//! ```

use crate::{
    lang::line::{breaks, first_break},
    rules::prelude::*,
    spec::read::break_name,
};

pub const RULE: Rule = Rule::error("TV0102", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(title) = &spec.service.title else {
        return;
    };
    let Some(c) = first_break(title) else { return };
    let what = break_name(c);
    findings
        .report(
            at!("service", "title"),
            format!("`{}` has {what} in it", title.escape_debug()),
        )
        .label("not one line")
        .help(format!("write `title = {:?}`", one_line(title)));
}

/// The words of `title`, on one line.
fn one_line(title: &str) -> String {
    title
        .split(breaks)
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
