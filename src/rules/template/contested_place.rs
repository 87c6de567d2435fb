//! Two answers go to one place.
//!
//! ## Why
//! One of them is lost, and which one depends on the order of the questions. `service.name` has the name that `tvgen
//! new` is given.
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
    let mut taken = BTreeMap::from([(at!("service", "name"), NAME)]);
    for (key, question) in questions {
        for (at, goal) in at!("template", "questions", key, "to").items(&question.to) {
            let Some(place) = goal.at().and_then(Place::parse) else {
                continue;
            };
            if let Some(other) = taken.insert(place.clone(), key) {
                findings
                    .report(at, format!("`{place}` also gets the answer to `{other}`"))
                    .label("two answers")
                    .help(format!("let one question write it, with both answers in its text, as in `{{{other}}} {{{key}}}`"));
            }
        }
    }
}
