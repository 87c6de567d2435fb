//! The default of a question is no answer to it.
//!
//! ## Why
//! Who is not asked gets the default: it must be one of the choices, have the form of the pattern, and be of the
//! question's type. What stands for another answer or for a fact is judged once that is known.
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
        Fallback, Question, Type,
        answer::{Raw, read},
    },
};

pub const RULE: Rule = Rule::error("TV2205", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        let Some(default) = &question.default else {
            continue;
        };
        if let Some(why) = why_not(question, default) {
            findings
                .report(
                    at!("template", "questions", key, "default"),
                    format!("the default of `{key}` is no answer: {why}"),
                )
                .label("no answer")
                .help("write an answer that the question takes, or take the default out");
        }
    }
}

/// Why `default` is no answer to `question`, if it is none.
fn why_not(question: &Question, default: &Fallback) -> Option<String> {
    let kind = question.kind();
    let (raw, fits) = match default {
        // What stands in braces is not known yet.
        Fallback::Text(text) if text.contains('{') => return None,
        Fallback::Text(text) => (Raw::Text(text.clone()), true),
        Fallback::Number(number) => (Raw::Text(number.to_string()), kind == Type::Number),
        Fallback::YesNo(flag) => (Raw::Text(flag.to_string()), kind == Type::YesNo),
        Fallback::List(items) => (Raw::Items(items.clone()), kind == Type::List),
    };
    if !fits {
        return Some(format!("its type is not `{}`", kind.name()));
    }
    read(question, &raw).err()
}
