//! The secrets and variables that the user's own steps and jobs name.

use crate::{
    lang::yaml::Tree,
    plan::hooks::{Does, Hooks, Step},
    source::{Place, Placed},
};

/// A secret or a variable that a step or a job of the user's own names.
pub(super) struct Named {
    /// `secrets` or `vars`.
    pub(super) context: &'static str,
    /// Its name.
    pub(super) name: Placed<String>,
}

/// What `step` names.
pub(super) fn of_step(step: &Step) -> Vec<Named> {
    let mut found = Vec::new();
    if let Some(condition) = &step.condition {
        names(&condition.value, &condition.at, &mut found);
    }
    if let Does::Run(script) = &step.does {
        evaluated(&script.value, &script.at, &mut found);
    }
    for (_, value) in step.with.iter().chain(&step.env) {
        tree(value, &mut found);
    }
    found
}

/// What the user's jobs name, each with the job's id.
pub(super) fn of_jobs(hooks: &Hooks) -> Vec<(&str, Named)> {
    let mut all = Vec::new();
    for job in &hooks.jobs {
        let mut found = Vec::new();
        for (_, value) in &job.body {
            tree(value, &mut found);
        }
        all.extend(found.into_iter().map(|named| (job.id.as_str(), named)));
    }
    all
}

fn tree(value: &Placed<Tree>, found: &mut Vec<Named>) {
    match &value.value {
        Tree::Text(text) | Tree::Noted(text, _) => {
            let condition = value.at.keys().last().and_then(crate::source::Key::name) == Some("if");
            if condition {
                names(text, &value.at, found);
            } else {
                evaluated(text, &value.at, found);
            }
        }
        Tree::Number(_) | Tree::Flag(_) => {}
        Tree::List(items) => items.iter().for_each(|item| tree(item, found)),
        Tree::Map(entries) => entries.iter().for_each(|(_, entry)| tree(entry, found)),
    }
}

/// What the expressions in `text` name.
fn evaluated(text: &str, at: &Place, found: &mut Vec<Named>) {
    for expression in text.split("${{").skip(1) {
        names(expression.split("}}").next().unwrap_or_default(), at, found);
    }
}

/// What the expression names. GitHub's own token is always there.
fn names(expression: &str, at: &Place, found: &mut Vec<Named>) {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for context in ["secrets", "vars"] {
        for (place, _) in expression.match_indices(context) {
            let begins =
                !expression[..place].ends_with(|c: char| inside(c) || c == '.' || c == '-');
            let rest = &expression[place + context.len()..];
            let rest = rest.strip_prefix('.').or(rest.strip_prefix("['"));
            let name: String = rest
                .unwrap_or_default()
                .chars()
                .take_while(|c| inside(*c))
                .collect();
            if begins && !name.is_empty() && !name.eq_ignore_ascii_case("GITHUB_TOKEN") {
                let name = Placed::new(name, at.clone());
                found.push(Named { context, name });
            }
        }
    }
}
