//! The pattern of a question is no regular expression.
//!
//! ## Why
//! What cannot be read refuses nothing: each answer would be taken, whatever it looks like.
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
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{Spec, template::answer::whole},
};

/// Looks at `template.questions.KEY.pattern`.
pub const RULE: Rule = Rule {
    code: "TV2203",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let questions = spec.template.iter().flat_map(|template| &template.questions);
    for (key, question) in questions {
        let Some(pattern) = question.pattern.as_ref().filter(|pattern| whole(pattern).is_none()) else {
            continue;
        };
        findings
            .report(
                &RULE,
                at!("template", "questions", key, "pattern"),
                format!("`{pattern}` is no regular expression"),
            )
            .label("cannot be read")
            .help("close each bracket, and put a backslash before one that stands for itself, as in `[a-z]{2,6}`");
    }
}
