//! The environment variables and the build arguments of a stage.

use super::Arg;
use crate::{
    lang::shell::VariableName,
    place::Place,
    plan::{
        env::{Variable, variable},
        service::service,
    },
    spec::{
        Spec,
        service::DEFAULT_PORT,
        stages::{BuildArg, DEFAULT_BUILD_ARG, Kind, Stage as Said},
    },
};

/// The variables that the stage says; the service runs in production, on its port, unless they say otherwise.
pub(super) fn env(spec: &Spec, name: &str, said: &Said, at: &Place) -> Vec<Variable> {
    let at = at.key("env");
    let mut env: Vec<Variable> = said
        .env
        .iter()
        .map(|(key, value)| variable(key, value, &at))
        .collect();
    if spec.kind(name) != Kind::Runtime {
        return env;
    }
    let port = service(spec).port;
    if port.value != DEFAULT_PORT && !said.env.contains_key("PORT") {
        let mut own = variable("PORT", &port.value.to_string(), &at);
        own.value.at = port.at;
        env.insert(0, own);
    }
    if !said.env.contains_key("RAILS_ENV") {
        env.insert(0, variable("RAILS_ENV", "production", &at));
    }
    env
}

/// The build arguments of the stage; the runtime stage knows its commit unless it says otherwise.
pub(super) fn args(spec: &Spec, name: &str, said: &Said, at: &Place) -> Vec<Arg> {
    let parse = |name: &str| VariableName::parse(name).expect("invalid-variable-name refused it");
    let at = at.key("build_args");
    let Some(args) = &said.build_args else {
        let commit = Arg {
            name: parse(DEFAULT_BUILD_ARG),
            env: parse(DEFAULT_BUILD_ARG),
            at,
        };
        return if spec.kind(name) == Kind::Runtime {
            vec![commit]
        } else {
            Vec::new()
        };
    };
    let arg = |(item, arg): (usize, &BuildArg)| {
        let (name, env) = match arg {
            BuildArg::Name(name) => (name.as_str(), None),
            BuildArg::Renamed(said) => (
                said.name.as_deref().unwrap_or_default(),
                said.env.as_deref(),
            ),
        };
        Arg {
            name: parse(name),
            env: parse(env.unwrap_or(name)),
            at: at.item(item),
        }
    };
    args.iter().enumerate().map(arg).collect()
}
