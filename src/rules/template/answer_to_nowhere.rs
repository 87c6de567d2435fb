//! An answer goes to a place that the template does not have.
//!
//! ## Why
//! A template is a spec that renders as it stands: at the place of each answer it has an example. Where it has none,
//! the place is misspelt, or whoever reads the template does not see what becomes of it.
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
    spec::template::{Goal, Type},
};

pub const RULE: Rule = Rule::error("TV2207", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    for (key, question) in &spec.template.questions {
        for (at, goal) in at!("template", "questions", key, "to").items(&question.to) {
            let Some(text) = goal.at() else {
                continue;
            };
            let place = Place::parse(text);
            let value = place.as_ref().and_then(|place| source.value(place));
            let Some(value) = value else {
                findings
                    .report(at, format!("the template says nothing at `{text}`"))
                    .label("not in this spec")
                    .help(help(place.as_ref(), text, source));
                continue;
            };
            let wanted = wanted(goal, question.kind());
            if value.kind() != wanted {
                findings
                    .report(
                        at,
                        format!("the answer to `{key}` is written as {wanted}, and at `{text}` stands {}", value.kind()),
                    )
                    .label(format!("holds {}", value.kind()))
                    .help("write a place that holds such an answer, or give the question another `type`");
            }
        }
    }
}

/// What the answer is written as.
fn wanted(goal: &Goal, kind: Type) -> &'static str {
    match (goal, kind) {
        (Goal::Text(_), _) | (Goal::Place(_), Type::Text | Type::Choice) => "a string",
        (Goal::Place(_), Type::Number) => "an integer",
        (Goal::Place(_), Type::YesNo) => "a boolean",
        (Goal::Place(_), Type::List) => "an array",
    }
}

/// What to write instead of `text`.
fn help(place: Option<&Place>, text: &str, source: &Source) -> String {
    let near = place.and_then(|place| {
        let here = source.nearest(place);
        let wrong = place.keys().get(here.keys().len()).and_then(Key::name)?;
        let table = if here.keys().is_empty() {
            &source.root.value
        } else {
            source.value(&here)?
        };
        let Value::Table(table) = table else {
            return None;
        };
        let near = nearest(wrong, table.keys().map(String::as_str))?;
        Some(did_you_mean(&here.key(near).to_string()))
    });
    near.unwrap_or_else(|| {
        format!("write `{text}` into the template with an example, or name a place that it has")
    })
}
