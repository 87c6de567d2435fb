//! `[template]`: questions of each type, about what every spec has.

use toml::{Table, Value};

use super::choices::{Choices, say, strings};

/// A question of each type, with what an answer to it can be.
const TYPES: &[(&str, &[&str])] = &[
    ("text", &["Hello", "{name}", "{found.owner|acme}"]),
    ("number", &[]),
    ("yes-no", &[]),
    ("choice", &["staging", "production"]),
    ("list", &["staging", "production"]),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    if !choices.flag() {
        return;
    }
    let mut questions = Table::new();
    for (kind, words) in choices.some(TYPES) {
        let key = format!("own_{}", kind.replace('-', "_"));
        questions.insert(key, Value::Table(question(choices, kind, words)));
    }
    let mut template = Table::new();
    choices.maybe(&mut template, "description", |_| "A service");
    say(&mut template, "questions", questions);
    say(spec, "template", template);
}

fn question(choices: &mut Choices, kind: &str, words: &[&str]) -> Table {
    let mut question = strings(&[("prompt", "What is it?")]);
    if kind != "text" || choices.flag() {
        say(&mut question, "type", kind);
    }
    choices.maybe(&mut question, "optional", |_| true);
    choices.maybe(&mut question, "help", |_| "Ask somebody");
    choices.maybe(&mut question, "parameter", |_| "SERVICE_OWN");
    let default: Value = match kind {
        "number" => 3000.into(),
        "yes-no" => true.into(),
        "list" => choices.several(words).into(),
        _ => choices.pick(words).into(),
    };
    choices.maybe(&mut question, "default", |_| default);
    match kind {
        "text" => {
            choices.maybe(&mut question, "pattern", |_| ".+");
            let name = "base.ruby";
            let goal = if choices.flag() {
                Value::from(name)
            } else {
                Value::Table(strings(&[("at", name), ("text", "{own_text}")]))
            };
            say(&mut question, "to", vec![goal]);
        }
        "yes-no" => {
            let mut keep = Table::new();
            say(&mut keep, "yes", vec!["base"]);
            say(&mut question, "keep", keep);
        }
        "choice" => say(&mut question, "choices", words.to_vec()),
        _ => {}
    }
    question
}
