//! Two answers have the same target.
//!
//! ## Why
//! One of the answers is lost, and the order of the questions decides which one. `service.name` already holds the name
//! that is passed to `tvgen new`.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.title]
//! prompt = "Title"
//! to = ["service.title"]
//!
//! [template.questions.team]
//! prompt = "Team"
//! to = [{ at = "service.title", text = "{title} of {team}" }]
//! ```
//!
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//!
//! [template.questions.short]
//! prompt = "Short name"
//! to = ["service.name"]
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
//!
//! [template.questions.team]
//! prompt = "Team"
//! to = [{ at = "service.title", text = "{title} of {team}" }]
//! ```

use std::collections::BTreeMap;

use crate::{rules::prelude::*, spec::template::NAME};

pub const RULE: Rule = Rule::error("TV2209", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let questions = spec.template.questions.iter();
    let mut taken = BTreeMap::from([(place!("service", "name"), NAME)]);
    for (key, question) in questions {
        for (place, target) in place!("template", "questions", key, "to").items(&question.to) {
            let Some(target) = target.place().and_then(Place::parse) else {
                continue;
            };
            if let Some(other) = taken.insert(target.clone(), key) {
                findings
                    .report(place, format!("`{target}` is already the target of the answer to `{other}`"))
                    .label("two answers")
                    .help(format!("write one target whose `text` contains both answers, as in `text = \"{{{other}}} {{{key}}}\"`"));
            }
        }
    }
}
