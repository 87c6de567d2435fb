//! Plans the user's own steps in generated jobs.

use super::{HookAction, HookPoint, Permission, Step};
use crate::{
    lang::{expr::embedded, id::JobId, yaml::Tree},
    place,
    place::{Place, Placed},
    plan::{actions::Actions, environments::Environment},
    spec::hooks::{Scalar, Step as SpecStep},
};

pub(super) fn plan_step(
    index: usize,
    table: &SpecStep,
    actions: &Actions,
    environments: &[Environment],
) -> Step {
    let place = &place!("hooks", "steps").item(index);
    let chosen = environments.iter().filter_map(|environment| {
        let name = &environment.name;
        let key = place.key("environments");
        let place = match &table.environments {
            None => key,
            Some(names) => key.item(names.iter().position(|own| own == name.as_str())?),
        };
        Some(Placed::new(name.clone(), place))
    });
    let text = |value: &Option<String>, key: &str| {
        value
            .clone()
            .map(|value| Placed::new(value, place.key(key)))
    };
    let name = text(&table.name, "name").unwrap_or_else(|| name(table, place));
    let permission = |(scope, access): (&String, &_)| Permission {
        scope: scope.clone(),
        access: *access,
        reason: format!("for the step {}", name.value),
        places: vec![place.key("permissions").key(scope)],
    };
    let action = match (&table.uses, &table.run) {
        (Some(uses), _) => HookAction::Uses(Placed::new(actions.resolve(uses), place.key("uses"))),
        (None, run) => HookAction::Run(Placed::new(
            run.clone().unwrap_or_default(),
            place.key("run"),
        )),
    };
    let scalars = |values: &indexmap::IndexMap<String, Scalar>, key: &str| {
        let place = place.key(key);
        let scalar = |(name, value): (&String, &Scalar)| {
            (name.clone(), Placed::new(scalar(value), place.key(name)))
        };
        values.iter().map(scalar).collect()
    };
    let settings = [
        ("shell", table.shell.clone().map(Tree::Text)),
        (
            "working-directory",
            table.working_directory.clone().map(Tree::Text),
        ),
        (
            "continue-on-error",
            table.continue_on_error.map(Tree::Boolean),
        ),
        (
            "timeout-minutes",
            table
                .timeout_minutes
                .map(|minutes| Tree::Number(minutes.to_string())),
        ),
    ];
    Step {
        index,
        point: Placed::new(
            table
                .at
                .as_deref()
                .and_then(HookPoint::parse)
                .expect("unknown-hook-point rejected it"),
            place.key("at"),
        ),
        environments: chosen.collect(),
        permissions: table.permissions.iter().map(permission).collect(),
        name: name.clone(),
        id: table.id.as_deref().map(|id| {
            let id = JobId::parse(id).expect("invalid-step-id rejected it");
            Placed::new(id, place.key("id"))
        }),
        condition: text(&table.r#if, "if"),
        action,
        with: scalars(&table.with, "with"),
        env: scalars(&table.env, "env"),
        settings: settings
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), Placed::new(value?, place.key(key)))))
            .collect(),
        reads_secret: reads_secret(table),
        place: place.clone(),
    }
}

/// Whether an expression in `table` reads a secret; scripts contain no expressions.
fn reads_secret(table: &SpecStep) -> bool {
    let own = [&table.name, &table.shell, &table.working_directory];
    let own = own.into_iter().flatten().map(String::as_str);
    let values = table.with.values().chain(table.env.values());
    let values = values.filter_map(|value| match value {
        Scalar::Text(text) => Some(text.as_str()),
        Scalar::Number(_) | Scalar::Flag(_) => None,
    });
    own.chain(values)
        .flat_map(embedded::parse_trees)
        .any(|tree| !tree.secrets().is_empty())
}

/// The name that GitHub shows for a step without a name.
fn name(table: &SpecStep, place: &Place) -> Placed<String> {
    let (what, key) = match (&table.uses, &table.run) {
        (Some(uses), _) => (uses.as_str(), "uses"),
        (None, Some(run)) => (run.as_str(), "run"),
        (None, None) => ("", "run"),
    };
    let first = what.lines().next().unwrap_or_default();
    let short = first.split('@').next().unwrap_or_default();
    let title = if key == "uses" { short } else { first };
    Placed::new(format!("Run {title}"), place.key(key))
}

fn scalar(value: &Scalar) -> Tree {
    match value {
        Scalar::Text(text) => Tree::Text(text.clone()),
        Scalar::Number(number) => Tree::Number(number.to_string()),
        Scalar::Flag(flag) => Tree::Boolean(*flag),
    }
}
