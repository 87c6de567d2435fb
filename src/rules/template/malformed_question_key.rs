//! A question has an invalid key.
//!
//! ## Why
//! `--set KEY=VALUE`, `{KEY}` in a text and an answer file refer to the key. It starts with a lower-case letter,
//! followed by lower-case letters, digits and underscores. `found` is the prefix for facts about a repository.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.Service-Title]
//! prompt = "Title"
//! to = ["service.title"]
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.service_title]
//! prompt = "Title"
//! to = ["service.title"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV2201", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, _) in &spec.template.questions {
        let has_valid_start = key.starts_with(|c: char| c.is_ascii_lowercase());
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if has_valid_start && key.chars().all(is_plain) && key != "found" {
            continue;
        }
        findings
            .report_key(
                place!("template", "questions", key),
                format!("`{key}` is not a valid question key"),
            )
            .label("invalid key")
            .help("start with a lower-case letter, followed by lower-case letters, digits and `_`, as in `short_name`");
    }
}
