//! The secrets and variables that the user's own steps and jobs name.

use crate::{
    lang::{
        expr::{hole, tree::Tree as Expression},
        yaml::Tree,
    },
    plan::hooks::{Hooks, Step},
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
        self::condition(&condition.value, &condition.at, &mut found);
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
                self::condition(text, &value.at, found);
            } else {
                names(&hole::trees(text), &value.at, found);
            }
        }
        Tree::Number(_) | Tree::Flag(_) => {}
        Tree::List(items) => items.iter().for_each(|item| tree(item, found)),
        Tree::Map(entries) => entries.iter().for_each(|(_, entry)| tree(entry, found)),
    }
}

/// What the condition `text` names.
fn condition(text: &str, at: &Place, found: &mut Vec<Named>) {
    if let Ok(hole) = hole::condition(text) {
        names(&[hole.tree], at, found);
    }
}

/// What `expressions` name. GitHub's own token is always there.
fn names(expressions: &[Expression], at: &Place, found: &mut Vec<Named>) {
    for names in expressions.iter().flat_map(Expression::contexts) {
        let [of, name, ..] = names else { continue };
        let context = ["secrets", "vars"]
            .into_iter()
            .find(|context| of.eq_ignore_ascii_case(context));
        let known = name == "*" || name.eq_ignore_ascii_case("GITHUB_TOKEN");
        if let Some(context) = context.filter(|_| !known) {
            let name = Placed::new(name.clone(), at.clone());
            found.push(Named { context, name });
        }
    }
}
