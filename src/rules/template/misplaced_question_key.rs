//! A question has a key that its type makes no use of, or lacks one.
//!
//! ## Why
//! `choices` are for `choice` and `list`, `keep` for these and for `yes-no`, `pattern` for texts. Elsewhere they are
//! not looked at, and who wrote them believes that they are. A `choice` without `choices` has no answer.
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
    spec::template::{Question, Type},
};

pub const RULE: Rule = Rule::error("TV2202", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let kind = question.kind().name();
        let at = at!("template", "questions", key);
        if question.kind() == Type::Choice && question.choices.is_empty() {
            findings
                .report(
                    at.key("type"),
                    format!("the question `{key}` has no choices"),
                )
                .label("no `choices`")
                .help("write `choices = [\"…\", \"…\"]`, or `type = \"text\"`");
        }
        for name in misplaced(question) {
            let help = match name {
                "choices" => "take it out, or write `type = \"choice\"`",
                "keep" => "take it out, or write `type = \"yes-no\"`",
                _ => "take it out",
            };
            findings
                .report_key(
                    at.key(name),
                    format!("`{name}` of the question `{key}` is of no use: its type is `{kind}`"),
                )
                .label(format!("not for `{kind}`"))
                .help(help);
        }
    }
}

/// The keys of `question` that its type makes no use of.
fn misplaced(question: &Question) -> Vec<&'static str> {
    let has = [
        ("choices", !question.choices.is_empty()),
        ("keep", !question.keep.is_empty()),
        ("pattern", question.pattern.is_some()),
    ];
    let takes: &[&str] = match question.kind() {
        Type::Text => &["pattern"],
        Type::Number => &[],
        Type::YesNo => &["keep"],
        Type::Choice | Type::List => &["choices", "keep", "pattern"],
    };
    let names = has
        .into_iter()
        .filter(|(name, is_written)| *is_written && !takes.contains(name));
    names.map(|(name, _)| name).collect()
}
