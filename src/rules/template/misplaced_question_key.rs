//! A key of a question does not apply to its type, or is missing.
//!
//! ## Why
//! `choices` applies to the types `choice` and `list`, `keep` to these two and `yes-no`, and `pattern` to `text`,
//! `choice` and `list`. For other types tvgen would ignore them. A `choice` without `choices` has no valid answer.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! choices = ["Hello", "Goodbye"]
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
//! type = "choice"
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
//! type = "choice"
//! choices = ["Hello", "Goodbye"]
//! to = ["service.title"]
//! ```

use crate::{
    rules::prelude::*,
    spec::template::{AnswerType, Question},
};

pub const RULE: Rule = Rule::error("TV2202", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let kind = question.kind().name();
        let place = place!("template", "questions", key);
        if question.kind() == AnswerType::Choice && question.choices.is_empty() {
            findings
                .report(
                    place.key("type"),
                    format!("the question `{key}` has no choices"),
                )
                .label("no `choices`")
                .help("write `choices = [\"…\", \"…\"]`, or `type = \"text\"`");
        }
        for name in misplaced(question) {
            let help = match name {
                "choices" => "remove it, or write `type = \"choice\"`",
                "keep" => "remove it, or write `type = \"yes-no\"`",
                _ => "remove it",
            };
            findings
                .report_key(
                    place.key(name),
                    format!("`{name}` of the question `{key}` does not apply to the type `{kind}`"),
                )
                .label(format!("not for `{kind}`"))
                .help(help);
        }
    }
}

/// The keys of `question` that do not apply to its type.
fn misplaced(question: &Question) -> Vec<&'static str> {
    let keys = [
        ("choices", !question.choices.is_empty()),
        ("keep", !question.keep.is_empty()),
        ("pattern", question.pattern.is_some()),
    ];
    let applicable: &[&str] = match question.kind() {
        AnswerType::Text => &["pattern"],
        AnswerType::Number => &[],
        AnswerType::YesNo => &["keep"],
        AnswerType::Choice | AnswerType::List => &["choices", "keep", "pattern"],
    };
    let names = keys
        .into_iter()
        .filter(|(name, is_written)| *is_written && !applicable.contains(name));
    names.map(|(name, _)| name).collect()
}
