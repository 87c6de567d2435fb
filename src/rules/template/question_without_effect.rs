//! The answer to a question goes nowhere.
//!
//! ## Why
//! Somebody is asked, answers, and the spec that is made is the same whatever the answer is.
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
    spec::template::{Fallback, NAME, Template},
};

pub const RULE: Rule = Rule::warning("TV2206", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let template = &spec.template;
    for (key, question) in &template.questions {
        let has_effect = !question.to.is_empty() || !question.keep.is_empty();
        if has_effect || key == NAME || is_named(template, key) {
            continue;
        }
        findings
            .report_key(
                at!("template", "questions", key),
                format!("nothing becomes of the answer to `{key}`"),
            )
            .label("goes nowhere")
            .help("say where it goes, as in `to = [\"service.title\"]`, or take the question out");
    }
}

/// Whether a text of `template` has the answer to `key` in it.
fn is_named(template: &Template, key: &str) -> bool {
    let word = format!("{{{key}}}");
    let mut questions = template.questions.values();
    questions.any(|question| {
        let default = match &question.default {
            Some(Fallback::Text(text)) => Some(text.as_str()),
            Some(Fallback::Number(_) | Fallback::YesNo(_) | Fallback::List(_)) | None => None,
        };
        let texts = question.to.iter().filter_map(|goal| goal.text());
        texts.chain(default).any(|text| text.contains(&word))
    })
}
