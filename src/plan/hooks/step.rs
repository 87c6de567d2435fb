//! The steps of generated jobs.

use super::{Does, Permission, Point, Step};
use crate::{
    at,
    lang::{expr::hole, id::JobId, yaml::Tree},
    place::{Place, Placed},
    plan::{actions::Actions, environments::Environment},
    spec::hooks::{Scalar, Step as Said},
};

pub(super) fn step(
    index: usize,
    said: &Said,
    actions: &Actions,
    environments: &[Environment],
) -> Step {
    let at = &at!("hooks", "steps").item(index);
    let chosen = environments.iter().filter_map(|environment| {
        let name = &environment.name;
        let key = at.key("environments");
        let at = match &said.environments {
            None => key,
            Some(names) => key.item(names.iter().position(|own| own == name.as_str())?),
        };
        Some(Placed::new(name.clone(), at))
    });
    let text = |value: &Option<String>, key: &str| {
        value.clone().map(|value| Placed::new(value, at.key(key)))
    };
    let name = text(&said.name, "name").unwrap_or_else(|| name(said, at));
    let permission = |(scope, access): (&String, &_)| Permission {
        scope: scope.clone(),
        access: *access,
        reason: format!("for the step {}", name.value),
        at: vec![at.key("permissions").key(scope)],
    };
    let does = match (&said.uses, &said.run) {
        (Some(uses), _) => Does::Uses(Placed::new(actions.resolve(uses), at.key("uses"))),
        (None, run) => Does::Run(Placed::new(run.clone().unwrap_or_default(), at.key("run"))),
    };
    let scalars = |table: &indexmap::IndexMap<String, Scalar>, key: &str| {
        let at = at.key(key);
        let scalar = |(name, value): (&String, &Scalar)| {
            (name.clone(), Placed::new(scalar(value), at.key(name)))
        };
        table.iter().map(scalar).collect()
    };
    let settings = [
        ("shell", said.shell.clone().map(Tree::Text)),
        (
            "working-directory",
            said.working_directory.clone().map(Tree::Text),
        ),
        ("continue-on-error", said.continue_on_error.map(Tree::Flag)),
        (
            "timeout-minutes",
            said.timeout_minutes
                .map(|minutes| Tree::Number(minutes.to_string())),
        ),
    ];
    Step {
        index,
        point: Placed::new(
            said.at
                .as_deref()
                .and_then(Point::parse)
                .expect("unknown-hook-point refused it"),
            at.key("at"),
        ),
        environments: chosen.collect(),
        permissions: said.permissions.iter().map(permission).collect(),
        name: name.clone(),
        id: said.id.as_deref().map(|id| {
            let id = JobId::parse(id).expect("invalid-step-id refused it");
            Placed::new(id, at.key("id"))
        }),
        condition: text(&said.r#if, "if"),
        does,
        with: scalars(&said.with, "with"),
        env: scalars(&said.env, "env"),
        settings: settings
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Placed::new(value?, at.key(key)))))
            .collect(),
        reads_secret: reads_secret(said),
        at: at.clone(),
    }
}

/// Whether an expression in `said` reads a secret; scripts contain no expressions.
fn reads_secret(said: &Said) -> bool {
    let own = [&said.name, &said.shell, &said.working_directory];
    let own = own.into_iter().flatten().map(String::as_str);
    let values = said.with.values().chain(said.env.values());
    let values = values.filter_map(|value| match value {
        Scalar::Text(text) => Some(text.as_str()),
        Scalar::Number(_) | Scalar::Flag(_) => None,
    });
    own.chain(values)
        .flat_map(hole::trees)
        .any(|tree| !tree.secrets().is_empty())
}

/// What GitHub calls a step that has no name.
fn name(said: &Said, at: &Place) -> Placed<String> {
    let (what, key) = match (&said.uses, &said.run) {
        (Some(uses), _) => (uses.as_str(), "uses"),
        (None, Some(run)) => (run.as_str(), "run"),
        (None, None) => ("", "run"),
    };
    let first = what.lines().next().unwrap_or_default();
    let short = first.split('@').next().unwrap_or_default();
    let title = if key == "uses" { short } else { first };
    Placed::new(format!("Run {title}"), at.key(key))
}

fn scalar(value: &Scalar) -> Tree {
    match value {
        Scalar::Text(text) => Tree::Text(text.clone()),
        Scalar::Number(number) => Tree::Number(number.to_string()),
        Scalar::Flag(flag) => Tree::Flag(*flag),
    }
}
