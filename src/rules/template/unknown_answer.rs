//! A text of a template has an invalid placeholder.
//!
//! ## Why
//! `{KEY}` stands for the answer to a question. In a default, that question must come earlier, because later answers
//! are not known yet. An unknown placeholder would stay in every new spec. Double the braces to write literal ones.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! default = "The service {nmae}"
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
//! to = [{ at = "service.title", text = "{titel} of Acme" }]
//! ```
//!
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! default = "{found.oner}"
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
//! default = "The service {name} of {found.owner|Acme}"
//! to = [{ at = "service.title", text = "{title} (beta)" }]
//! ```

use crate::{
    rules::prelude::*,
    spec::template::{
        DefaultAnswer, NAME,
        text::{Segment, TemplateText, TemplateTextError},
    },
};

pub const RULE: Rule = Rule::error("TV2204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let template = &spec.template;
    let mut before = vec![NAME];
    for (key, question) in &template.questions {
        let place = place!("template", "questions", key);
        if let Some(DefaultAnswer::Text(text)) = &question.default {
            check_text(text, &before, true, place.key("default"), findings);
        }
        for (item, target) in question.to.iter().enumerate() {
            if let Some(text) = target.text() {
                let place = place.key("to").item(item).key("text");
                check_text(text, &template.keys(), false, place, findings);
            }
        }
        before.push(key);
    }
}

/// Reports the first invalid placeholder in `text`. Valid placeholders are `keys` and, if `has_facts`, facts.
fn check_text(text: &str, keys: &[&str], has_facts: bool, place: Place, findings: &mut Findings) {
    let (message, help) = match TemplateText::parse(text, keys) {
        Ok(read) => {
            let is_fact = |part: &Segment| match part {
                Segment::Fact(..) => true,
                Segment::Literal(_) | Segment::Answer(_) => false,
            };
            if has_facts || !read.0.iter().any(is_fact) {
                return;
            }
            let help = "make the fact the default of a question, and write that question's `{KEY}`";
            (
                format!("`{text}` contains a fact, which only a default can contain"),
                help.to_owned(),
            )
        }
        Err(TemplateTextError::UnknownAnswer(word)) => (
            format!("the answer `{{{word}}}` is not available here"),
            suggest(&word, keys.iter().copied()),
        ),
        Err(TemplateTextError::UnknownFact(fact, help)) => (
            format!("`{{{fact}}}` is not a known fact about a repository"),
            help,
        ),
        Err(TemplateTextError::Unclosed) => (
            format!("`{text}` has an unmatched brace"),
            "write `{{` or `}}` for a literal brace".to_owned(),
        ),
    };
    findings
        .report(place, message)
        .label("invalid placeholder")
        .help(help);
}
