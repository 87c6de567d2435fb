//! The answer to a question has no effect.
//!
//! ## Why
//! The user answers the question, but the new spec is the same for every answer.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
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
//!
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.team]
//! prompt = "Team"
//!
//! [template.questions.title]
//! prompt = "Title"
//! to = [{ at = "service.title", text = "{title} of {team}" }]
//! ```

use crate::{
    rules::prelude::*,
    spec::template::{DefaultAnswer, NAME, Template},
};

pub const RULE: Rule = Rule::warning("TV2206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let template = &spec.template;
    for (key, question) in &template.questions {
        let has_effect = !question.to.is_empty() || !question.keep.is_empty();
        if has_effect || key == NAME || is_used_in_text(template, key) {
            continue;
        }
        findings
            .report_key(
                place!("template", "questions", key),
                format!("the answer to `{key}` has no effect"),
            )
            .label("unused")
            .help("add a target, as in `to = [\"service.title\"]`, or remove the question");
    }
}

/// Whether a text of `template` contains the answer to `key`.
fn is_used_in_text(template: &Template, key: &str) -> bool {
    let placeholder = format!("{{{key}}}");
    let mut questions = template.questions.values();
    questions.any(|question| {
        let default = match &question.default {
            Some(DefaultAnswer::Text(text)) => Some(text.as_str()),
            Some(DefaultAnswer::Number(_) | DefaultAnswer::YesNo(_) | DefaultAnswer::List(_))
            | None => None,
        };
        let texts = question.to.iter().filter_map(|target| target.text());
        texts.chain(default).any(|text| text.contains(&placeholder))
    })
}
