//! The pattern of a question is not a valid regular expression, or is too large.
//!
//! ## Why
//! A pattern that cannot be compiled checks nothing: every answer would be accepted. A pattern with many repetitions takes
//! seconds and megabytes to compile.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! pattern = "[A-Z"
//! to = ["service.title"]
//! ```
//!
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! pattern = '(\w{1,40}){1,6}'
//! to = ["service.title"]
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! pattern = "[A-Z][a-z ]*"
//! to = ["service.title"]
//! ```

use crate::{
    rules::prelude::*,
    spec::template::answer::{MAX_PATTERN_BYTES, PatternError, compile_pattern},
};

pub const RULE: Rule = Rule::error("TV2203", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let Some((pattern, error)) = question
            .pattern
            .as_ref()
            .and_then(|pattern| Some((pattern, compile_pattern(pattern).err()?)))
        else {
            continue;
        };
        let (message, label, help) = match error {
            PatternError::Malformed => (
                format!("`{pattern}` is not a valid regular expression"),
                "invalid",
                "close each bracket, and escape literal brackets with a backslash, as in `[a-z]{2,6}`".to_owned(),
            ),
            PatternError::TooLarge => (
                format!("`{pattern}` is too large to compile"),
                "too large",
                format!(
                    "write at most {MAX_PATTERN_BYTES} characters, smaller repetitions, and `[A-Za-z0-9_]` for `\\w`"
                ),
            ),
        };
        findings
            .report(place!("template", "questions", key, "pattern"), message)
            .label(label)
            .help(help);
    }
}
