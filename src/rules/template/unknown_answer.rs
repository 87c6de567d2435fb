//! A text of a template has a word that stands for no answer.
//!
//! ## Why
//! `{KEY}` stands for the answer to a question; in a default for one that is asked before, since the others are not
//! known yet. A word that stands for nothing would be left as it is, in every service that is made. Braces that are
//! meant so are written twice.
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
        Fallback, NAME,
        text::{Fault, Part, Text},
    },
};

pub const RULE: Rule = Rule::error("TV2204", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let template = &spec.template;
    let mut before = vec![NAME];
    for (key, question) in &template.questions {
        let at = at!("template", "questions", key);
        if let Some(Fallback::Text(text)) = &question.default {
            judge(text, &before, true, at.key("default"), findings);
        }
        for (item, goal) in question.to.iter().enumerate() {
            if let Some(text) = goal.text() {
                let at = at.key("to").item(item).key("text");
                judge(text, &template.keys(), false, at, findings);
            }
        }
        before.push(key);
    }
}

/// Reports the first word of `text` that is none of `keys`, nor a fact where these are known.
fn judge(text: &str, keys: &[&str], has_facts: bool, at: Place, findings: &mut Findings) {
    let (message, help) = match Text::parse(text, keys) {
        Ok(read) => {
            let is_fact = |part: &Part| match part {
                Part::Fact(..) => true,
                Part::Literal(_) | Part::Answer(_) => false,
            };
            if has_facts || !read.0.iter().any(is_fact) {
                return;
            }
            let help = "make it the default of a question, and write the key of that";
            (
                format!("`{text}` has a fact, which only a default can have"),
                help.to_owned(),
            )
        }
        Err(Fault::NoAnswer(word)) => (
            format!("`{{{word}}}` stands for no answer that is known here"),
            one_of(&word, keys.iter().copied()),
        ),
        Err(Fault::NoFact(fact, help)) => {
            (format!("`{{{fact}}}` is no fact of a repository"), help)
        }
        Err(Fault::Unclosed) => (
            format!("`{text}` has a brace without its other one"),
            "write `{{` or `}}` for a brace that stands for itself".to_owned(),
        ),
    };
    findings
        .report(at, message)
        .label("stands for nothing")
        .help(help);
}
