//! The title contains a line break or another control character.
//!
//! ## Why
//! The title is part of comments and headings in every output. After a line break, the rest of the title would be
//! parsed as part of a Makefile, a workflow or a Dockerfile.
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
    lang::line::{first_break, is_line_break},
    rules::prelude::*,
    spec::read::control_character_name,
};

pub const RULE: Rule = Rule::error("TV0102", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(title) = &spec.service.title else {
        return;
    };
    let Some(c) = first_break(title) else { return };
    let character = control_character_name(c);
    findings
        .report(
            place!("service", "title"),
            format!("`{}` contains {character}", title.escape_debug()),
        )
        .label("not a single line")
        .help(format!("write `title = {:?}`", one_line(title)));
}

/// The words of `title`, on one line.
fn one_line(title: &str) -> String {
    title
        .split(is_line_break)
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
