//! A tag contains characters that registries reject.
//!
//! ## Why
//! A tag consists of letters, digits, `_`, `.` and `-`, and does not start with `.` or `-`. Docker rejects anything
//! else, after the whole image has been built.
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
    spec::tags::{PLACEHOLDERS, Segment, Template},
};

pub const RULE: Rule = Rule::error("TV0802", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, default) in spec.tags.set_templates() {
        let (template, _) = Template::parse_lenient(text, PLACEHOLDERS);
        let mut literals = template.segments().iter().filter_map(|part| match part {
            Segment::Literal(text) => Some(text),
            Segment::Placeholder(_) => None,
        });
        let invalid = literals.find_map(|literal| literal.chars().find(|c| !is_tag_character(*c)));
        let label = match invalid {
            _ if text.is_empty() => "empty".to_owned(),
            Some(c) if c.is_whitespace() => "contains whitespace".to_owned(),
            Some(c) => format!("contains `{c}`"),
            None if text.starts_with('.') => "starts with `.`".to_owned(),
            None if text.starts_with('-') => "starts with `-`".to_owned(),
            None => continue,
        };
        findings
            .report(place!("tags", key), format!("`{text}` is not a valid tag"))
            .label(label)
            .help(format!("write `{key} = \"{}\"`", suggestion(text, default)));
    }
}

fn is_tag_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.-".contains(c)
}

/// The valid template nearest to `text`.
fn suggestion(text: &str, default: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if is_tag_character(c) || "{}".contains(c) {
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
