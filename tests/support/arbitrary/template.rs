//! `[template]`: questions of each type, about keys that every spec has.

use toml::{Table, Value};

use super::choices::{Choices, set_key, strings};

/// The question types, each with possible answers.
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
    for (kind, answers) in choices.some(TYPES) {
        let key = format!("own_{}", kind.replace('-', "_"));
        questions.insert(key, Value::Table(draw_question(choices, kind, answers)));
    }
    let mut template = Table::new();
    choices.maybe(&mut template, "description", |_| "A service");
    set_key(&mut template, "questions", questions);
    set_key(spec, "template", template);
}

fn draw_question(choices: &mut Choices, kind: &str, answers: &[&str]) -> Table {
    let mut question = strings(&[("prompt", "Which value?")]);
    if kind != "text" || choices.flag() {
        set_key(&mut question, "type", kind);
    }
    choices.maybe(&mut question, "optional", |_| true);
    choices.maybe(&mut question, "help", |_| "Ask the platform team");
    choices.maybe(&mut question, "parameter", |_| "SERVICE_OWN");
    let default: Value = match kind {
        "number" => 3000.into(),
        "yes-no" => true.into(),
        "list" => choices.several(answers).into(),
        _ => choices.pick(answers).into(),
    };
    choices.maybe(&mut question, "default", |_| default);
    match kind {
        "text" => {
            choices.maybe(&mut question, "pattern", |_| ".+");
            let name = "base.ruby";
            let target = if choices.flag() {
                Value::from(name)
            } else {
                Value::Table(strings(&[("at", name), ("text", "{own_text}")]))
            };
            set_key(&mut question, "to", vec![target]);
        }
        "yes-no" => {
            let mut keep = Table::new();
            set_key(&mut keep, "yes", vec!["base"]);
            set_key(&mut question, "keep", keep);
        }
        "choice" => set_key(&mut question, "choices", answers.to_vec()),
        _ => {}
    }
    question
}
