//! A tag has characters that no registry takes.
//!
//! ## Why
//! Letters, digits, `_`, `.` and `-` make a tag, and neither `.` nor `-` begins one. Docker refuses anything else,
//! after the whole image has been built.
//!
//! ## Fails
//! ```toml
//! [tags]
//! review = "pr/{pr}-{sha}"
//! ```
//!
//! ```toml
//! [tags]
//! release = ""
//! ```
//!
//! ```toml
//! [tags]
//! release = "-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! review = "pr-{pr}-{sha}"
//! release = "v1.{sha}"
//! ```

use crate::{
    rules::prelude::*,
    spec::tags::{PLACEHOLDERS, Part, Template},
};

pub const RULE: Rule = Rule::error("TV0802", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, default) in spec.tags.written() {
        let (template, _) = Template::read(text, PLACEHOLDERS);
        let mut literals = template.parts().iter().filter_map(|part| match part {
            Part::Literal(text) => Some(text),
            Part::Placeholder(_) => None,
        });
        let foreign = literals.find_map(|literal| literal.chars().find(|c| !is_inside(*c)));
        let label = match foreign {
            _ if text.is_empty() => "empty".to_owned(),
            Some(c) if c.is_whitespace() => "has a blank".to_owned(),
            Some(c) => format!("has `{c}`"),
            None if text.starts_with('.') => "begins with `.`".to_owned(),
            None if text.starts_with('-') => "begins with `-`".to_owned(),
            None => continue,
        };
        findings
            .report(at!("tags", key), format!("`{text}` does not make a tag"))
            .label(label)
            .help(format!("write `{key} = \"{}\"`", suggestion(text, default)));
    }
}

fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.-".contains(c)
}

/// The template nearest to `text`.
fn suggestion(text: &str, default: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if is_inside(c) || "{}".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    let plain = plain.trim_start_matches(['.', '-']);
    if plain.is_empty() {
        default.to_owned()
    } else {
        plain.to_owned()
    }
}
