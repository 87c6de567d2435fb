//! A variable is set twice.
//!
//! ## Why
//! An `ENV` overrides an `ARG` of the same name, in whichever order they are written. The value that the build passes
//! would be lost, and the image would report the wrong commit. The runtime stage has the build argument `COMMIT_SHA` by
//! default.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! env = { COMMIT_SHA = "unknown" }
//! build_args = ["COMMIT_SHA"]
//! ```
//!
//! ```toml
//! [stages.production]
//! env = { COMMIT_SHA = "unknown" }
//! ```
//!
//! ```toml
//! [stages.production]
//! build_args = ["SHA", { name = "COMMIT_SHA", env = "SHA" }]
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { key = "RAILS_MASTER_KEY", master_key = "RAILS_MASTER_KEY" }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! env = { RAILS_ENV = "production" }
//! build_args = [{ name = "COMMIT_SHA", env = "SHA" }]
//! ```

use indexmap::IndexMap;

use crate::{
    rules::prelude::*,
    spec::stages::{BuildArg, DEFAULT_BUILD_ARG, StageKind},
};

pub const RULE: Rule = Rule::error("TV0321", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        match &stage.build_args {
            Some(args) => {
                let place = place!("stages", name);
                let shared = spec.base.env.iter().filter(|_| spec.is_built_on_base(name));
                let own = stage.env.iter().map(|(key, _)| (key, place.key("env")));
                let shared = shared.map(|(key, _)| (key, place!("base", "env")));
                let env: IndexMap<&str, Place> = shared
                    .chain(own)
                    .map(|(key, table)| (key.as_str(), table))
                    .collect();
                check_build_args(args, &env, &place, findings);
            }
            None if stage.kind_of(name) == StageKind::Runtime
                && stage.env.contains_key(DEFAULT_BUILD_ARG) =>
            {
                let place = place!("stages", name, "env", DEFAULT_BUILD_ARG);
                findings
                    .report_key(
                        place,
                        format!(
                            "`{DEFAULT_BUILD_ARG}` is a default build argument and also set in `env`"
                        ),
                    )
                    .label("set twice")
                    .help(format!(
                        "remove it from `env`, or write `build_args = []` in `[stages.{name}]`"
                    ));
            }
            None => {}
        }
    }
    let secrets = spec.assets.secrets.iter();
    let mut set: Vec<&str> = Vec::new();
    for (id, variable) in secrets {
        if set.contains(&variable.as_str()) {
            findings
                .report(
                    place!("assets", "secrets", id),
                    format!("`{variable}` is set by two secrets"),
                )
                .label("set twice")
                .help("remove one of them");
        }
        set.push(variable);
    }
}

/// Checks the build arguments `args` of the stage at `stage`. `env` contains the stage's variables, each with the table
/// that sets it.
fn check_build_args(
    args: &[BuildArg],
    env: &IndexMap<&str, Place>,
    stage: &Place,
    findings: &mut Findings,
) {
    let mut set: Vec<(&str, &str)> = Vec::new();
    for (place, arg) in stage.key("build_args").items(args) {
        let (Some(name), Some(variable)) = (arg.name(&place), arg.variable(&place)) else {
            continue;
        };
        let hidden = [&name, &variable]
            .into_iter()
            .find(|name| env.contains_key(name.value));
        let (passed, read) = (name.value, variable.value);
        // One argument can set two variables. But two arguments cannot set the same variable, and an argument cannot
        // have the name of a variable that another argument sets.
        let conflicts = |(other, set): &(&str, &str)| {
            *set == read || (*other != passed && (*set == passed || *other == read))
        };
        if let Some(Placed { value, place }) = hidden {
            findings
                .report(
                    place.clone(),
                    format!("`{value}` is a build argument and also set in `env`"),
                )
                .label("set twice")
                .help(format!("remove `{value}` from `{}`", env[value]));
        } else if let Some((_, other)) = set.iter().find(|other| conflicts(other)) {
            let duplicate = if *other == passed { &name } else { &variable };
            findings
                .report(
                    duplicate.place.clone(),
                    format!("`{}` is set by two build arguments", duplicate.value),
                )
                .label("set twice")
                .help("remove one of them");
        }
        set.push((passed, read));
    }
}
