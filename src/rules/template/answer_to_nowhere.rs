//! The template does not set the target of an answer.
//!
//! ## Why
//! A template is a valid spec, with an example at the target of each answer. If a target has no example, it is
//! misspelled, or readers of the template cannot see the effect of the answer.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! to = ["service.titel"]
//! ```
//!
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.port]
//! prompt = "Port"
//! type = "number"
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
//! to = ["service.title"]
//! ```

use crate::{
    rules::prelude::*,
    source::Value,
    spec::template::{AnswerTarget, AnswerType},
};

pub const RULE: Rule = Rule::error("TV2207", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        for (place, target) in place!("template", "questions", key, "to").items(&question.to) {
            let Some(text) = target.place() else {
                continue;
            };
            let key_place = Place::parse(text);
            let value = key_place.as_ref().and_then(|key| source.value(key));
            let Some(value) = value else {
                findings
                    .report(place, format!("the template does not set `{text}`"))
                    .label("not set")
                    .help(suggestion(key_place.as_ref(), text, source));
                continue;
            };
            let expected = expected_type(target, question.kind());
            if value.type_name() != expected {
                findings
                    .report(
                        place,
                        format!(
                            "the answer to `{key}` is {expected}, but `{text}` holds {}",
                            value.type_name()
                        ),
                    )
                    .label(format!("holds {}", value.type_name()))
                    .help(format!(
                        "write a target that holds {expected}, or change the `type` of the question"
                    ));
            }
        }
    }
}

/// The TOML type that an answer of `kind` has at `target`.
fn expected_type(target: &AnswerTarget, kind: AnswerType) -> &'static str {
    match (target, kind) {
        (AnswerTarget::Text(_), _)
        | (AnswerTarget::Place(_), AnswerType::Text | AnswerType::Choice) => "a string",
        (AnswerTarget::Place(_), AnswerType::Number) => "an integer",
        (AnswerTarget::Place(_), AnswerType::YesNo) => "a boolean",
        (AnswerTarget::Place(_), AnswerType::List) => "an array",
    }
}

/// The help for the target `text`, which the template does not set.
fn suggestion(place: Option<&Place>, text: &str, source: &Source) -> String {
    let near = place.and_then(|place| {
        let parent = source.nearest_set(place);
        let unknown = place.keys().get(parent.keys().len()).and_then(Key::name)?;
        let table = if parent.keys().is_empty() {
            &source.root.value
        } else {
            source.value(&parent)?
        };
        let Value::Table(table) = table else {
            return None;
        };
        let near = find_nearest(unknown, table.keys().map(String::as_str))?;
        Some(did_you_mean(&parent.key(near).to_string()))
    });
    near.unwrap_or_else(|| {
        format!("set `{text}` in the template to an example, or write a key that the template sets")
    })
}
