//! A question has a key that no command line can name.
//!
//! ## Why
//! `--set KEY=VALUE`, `{KEY}` in a text and a file of answers have to name it: a lower-case letter, then letters,
//! digits and underscores. `found` is what the facts of a repository begin with.
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
        let begins = key.starts_with(|c: char| c.is_ascii_lowercase());
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if begins && key.chars().all(is_plain) && key != "found" {
            continue;
        }
        findings
            .report_key(
                at!("template", "questions", key),
                format!("`{key}` is no key of a question"),
            )
            .label("not a key")
            .help("begin with a lower-case letter, then write lower-case letters, digits and `_`, as in `short_name`");
    }
}
