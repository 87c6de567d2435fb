//! The default of a question is not a valid answer.
//!
//! ## Why
//! If the question is not asked, its default is the answer: it must be one of the choices, match the pattern, and have
//! the question's type. A default that contains another answer or a fact is checked once its text is known.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! default = "hello"
//! pattern = "[A-Z].*"
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
//! choices = ["Hello", "Goodbye"]
//! default = "Helo"
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
//! default = 3000
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
//! default = "Hello"
//! pattern = "[A-Z].*"
//! to = ["service.title"]
//! ```

use crate::{
    rules::prelude::*,
    spec::template::{
        AnswerType, DefaultAnswer, Question,
        answer::{RawAnswer, parse_answer},
    },
};

pub const RULE: Rule = Rule::error("TV2205", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let Some(default) = &question.default else {
            continue;
        };
        if let Some(reason) = reject_default(question, default) {
            findings
                .report(
                    place!("template", "questions", key, "default"),
                    format!("invalid default for `{key}`: {reason}"),
                )
                .label("invalid default")
                .help("write an answer that the question accepts, or remove the default");
        }
    }
}

/// The reason why `default` is not a valid answer to `question`, if there is one.
fn reject_default(question: &Question, default: &DefaultAnswer) -> Option<String> {
    let kind = question.kind();
    let (raw, has_type) = match default {
        // The value of a placeholder is not known yet.
        DefaultAnswer::Text(text) if text.contains('{') => return None,
        DefaultAnswer::Text(text) => (RawAnswer::Text(text.clone()), true),
        DefaultAnswer::Number(number) => (
            RawAnswer::Text(number.to_string()),
            kind == AnswerType::Number,
        ),
        DefaultAnswer::YesNo(flag) => {
            (RawAnswer::Text(flag.to_string()), kind == AnswerType::YesNo)
        }
        DefaultAnswer::List(items) => (RawAnswer::Items(items.clone()), kind == AnswerType::List),
    };
    if !has_type {
        return Some(format!("its type is not `{}`", kind.name()));
    }
    parse_answer(question, &raw).err()
}
