//! A variable is set twice.
//!
//! ## Why
//! An `ENV` hides an `ARG` of the same name, in whatever order they stand. What the build passes would be thrown
//! away, and the image tell another commit than it was made from. The runtime stage has `COMMIT_SHA` without being
//! told.
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
    spec::stages::{BuildArg, DEFAULT_BUILD_ARG, Kind},
};

pub const RULE: Rule = Rule::error("TV0321", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        match &stage.build_args {
            Some(args) => build_args(args, &stage.env, &at!("stages", name), findings),
            None if stage.kind_of(name) == Kind::Runtime
                && stage.env.contains_key(DEFAULT_BUILD_ARG) =>
            {
                let at = at!("stages", name, "env", DEFAULT_BUILD_ARG);
                findings
                    .report_key(
                        at,
                        format!(
                            "`{DEFAULT_BUILD_ARG}` is a build argument by default, and in `env`"
                        ),
                    )
                    .label("set twice")
                    .help(format!(
                        "take it out of `env`, or write `build_args = []` below `[stages.{name}]`"
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
                    at!("assets", "secrets", id),
                    format!("`{variable}` is set by two secrets"),
                )
                .label("set twice")
                .help("keep one of the two");
        }
        set.push(variable);
    }
}

/// Looks at the build arguments `args` of the stage at `stage`, whose variables are `env`.
fn build_args(
    args: &[BuildArg],
    env: &IndexMap<String, String>,
    stage: &Place,
    findings: &mut Findings,
) {
    let mut set: Vec<(&str, &str)> = Vec::new();
    for (at, arg) in stage.key("build_args").items(args) {
        let (Some(name), Some(variable)) = (arg.name(&at), arg.variable(&at)) else {
            continue;
        };
        let hidden = [&name, &variable]
            .into_iter()
            .find(|name| env.contains_key(name.value));
        let (passed, read) = (name.value, variable.value);
        // One argument can feed two variables, but no variable can be another's argument.
        let clash = |(other, set): &(&str, &str)| {
            *set == read || (*other != passed && (*set == passed || *other == read))
        };
        if let Some(Placed { value, at }) = hidden {
            findings
                .report(
                    at.clone(),
                    format!("`{value}` is a build argument, and in `env`"),
                )
                .label("set twice")
                .help(format!("take `{value}` out of `{}`", stage.key("env")));
        } else if let Some((_, other)) = set.iter().find(|other| clash(other)) {
            let both = if *other == passed { &name } else { &variable };
            findings
                .report(
                    both.at.clone(),
                    format!("`{}` is set by two build arguments", both.value),
                )
                .label("set twice")
                .help("keep one of the two");
        }
        set.push((passed, read));
    }
}
