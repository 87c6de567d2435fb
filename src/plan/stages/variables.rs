//! Plans the environment variables and the build arguments of a stage.

use super::Arg;
use crate::{
    lang::shell::VariableName,
    place::Place,
    plan::{
        env::{Variable, parse_variable},
        service::plan_service,
    },
    spec::{
        Spec,
        service::DEFAULT_PORT,
        stages::{BuildArg, DEFAULT_BUILD_ARG, Stage as SpecStage, StageKind},
    },
};

/// Plans the variables of the stage. The runtime stage gets `RAILS_ENV` unless it is set, and `PORT` unless it is set or
/// the port is the default.
pub(super) fn plan_env(spec: &Spec, name: &str, table: &SpecStage, place: &Place) -> Vec<Variable> {
    let place = place.key("env");
    let mut env: Vec<Variable> = table
        .env
        .iter()
        .map(|(key, value)| parse_variable(key, value, &place))
        .collect();
    if spec.kind(name) != StageKind::Runtime {
        return env;
    }
    let port = plan_service(spec).port;
    if port.value != DEFAULT_PORT && !table.env.contains_key("PORT") {
        let mut own = parse_variable("PORT", &port.value.to_string(), &place);
        own.value.place = port.place;
        env.insert(0, own);
    }
    if !table.env.contains_key("RAILS_ENV") {
        env.insert(0, parse_variable("RAILS_ENV", "production", &place));
    }
    env
}

/// Plans the build arguments of the stage. The default for the runtime stage is the commit.
pub(super) fn plan_args(spec: &Spec, name: &str, table: &SpecStage, place: &Place) -> Vec<Arg> {
    let parse = |name: &str| VariableName::parse(name).expect("invalid-variable-name rejected it");
    let place = place.key("build_args");
    let Some(args) = &table.build_args else {
        let commit = Arg {
            name: parse(DEFAULT_BUILD_ARG),
            env: parse(DEFAULT_BUILD_ARG),
            place,
        };
        return if spec.kind(name) == StageKind::Runtime {
            vec![commit]
        } else {
            Vec::new()
        };
    };
    let arg = |(item, arg): (usize, &BuildArg)| {
        let (name, env) = match arg {
            BuildArg::Name(name) => (name.as_str(), None),
            BuildArg::Renamed(renamed) => (
                renamed.name.as_deref().unwrap_or_default(),
                renamed.env.as_deref(),
            ),
        };
        Arg {
            name: parse(name),
            env: parse(env.unwrap_or(name)),
            place: place.item(item),
        }
    };
    args.iter().enumerate().map(arg).collect()
}
