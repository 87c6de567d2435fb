//! Plans the environment variables and the build arguments of a stage.

use super::Arg;
use crate::{
    lang::shell::{Path, VariableName},
    place,
    place::{Place, Placed},
    plan::{
        env::{Variable, parse_variable},
        parse::parse_paths,
        service::plan_service,
    },
    spec::{
        Spec,
        service::DEFAULT_PORT,
        stages::{BuildArg, DEFAULT_BUILD_ARG, LongArg, Stage as SpecStage, StageKind},
    },
};

/// Plans the variables of the stage. The runtime stage gets `RAILS_ENV` unless it is set, and `PORT` unless it is set or
/// the port is the default.
pub(super) fn plan_env(spec: &Spec, name: &str, table: &SpecStage, place: &Place) -> Vec<Variable> {
    let place = place.key("env");
    let shared = spec.base.env.iter().filter(|_| is_on_base(table));
    let shared = shared.filter(|(key, _)| !table.env.contains_key(*key));
    let mut env: Vec<Variable> = shared
        .map(|(key, value)| parse_variable(key, value, &place!("base", "env")))
        .collect();
    let own = table.env.iter();
    env.extend(own.map(|(key, value)| parse_variable(key, value, &place)));
    let has = |key: &str| env.iter().any(|variable| variable.name.as_str() == key);
    let (has_port, has_environment) = (has("PORT"), has("RAILS_ENV"));
    if spec.kind(name) != StageKind::Runtime {
        return env;
    }
    let port = plan_service(spec).port;
    if port.value != DEFAULT_PORT && !has_port {
        let mut own = parse_variable("PORT", &port.value.to_string(), &place);
        own.value.place = port.place;
        env.insert(0, own);
    }
    if !has_environment {
        env.insert(0, parse_variable("RAILS_ENV", "production", &place));
    }
    env
}

/// Plans the folders to put before the `PATH` of the stage: its own, then those of the base.
pub(super) fn plan_search_path(spec: &Spec, table: &SpecStage, place: &Place) -> Vec<Placed<Path>> {
    let mut folders = parse_paths(&table.prepend_path, &place.key("prepend_path"));
    if is_on_base(table) {
        let base = parse_paths(&spec.base.prepend_path, &place!("base", "prepend_path"));
        folders.extend(base);
    }
    folders
}

/// Whether the stage `table` is built on the base image itself.
fn is_on_base(table: &SpecStage) -> bool {
    table.from.as_deref().is_none_or(|from| from == "base")
}

/// Plans the build arguments of the stage. By default, the runtime stage has one: the commit.
pub(super) fn plan_args(spec: &Spec, name: &str, table: &SpecStage, place: &Place) -> Vec<Arg> {
    let parse = |name: &str| VariableName::parse(name).expect("invalid-variable-name rejected it");
    let place = place.key("build_args");
    let Some(args) = &table.build_args else {
        let commit = Arg {
            name: parse(DEFAULT_BUILD_ARG),
            env: parse(DEFAULT_BUILD_ARG),
            value: None,
            default: None,
            place,
        };
        return if spec.kind(name) == StageKind::Runtime {
            vec![commit]
        } else {
            Vec::new()
        };
    };
    let arg = |(item, arg): (usize, &BuildArg)| {
        let place = place.item(item);
        let (name, long) = match arg {
            BuildArg::Name(name) => (name.as_str(), LongArg::default()),
            BuildArg::Long(long) => (long.name.as_deref().unwrap_or_default(), long.clone()),
        };
        let placed = |value: Option<String>, key: &str| {
            value.map(|value| Placed::new(value, place.key(key)))
        };
        Arg {
            name: parse(name),
            env: parse(long.env.as_deref().unwrap_or(name)),
            value: placed(long.value, "value"),
            default: placed(long.default, "default"),
            place,
        }
    };
    args.iter().enumerate().map(arg).collect()
}
