//! An environment variable has an invalid name.
//!
//! ## Why
//! The name of a variable consists of letters, digits and `_`, and does not start with a digit. `ENV` accepts
//! `NODE-OPTIONS`, but no shell can read it, and `ARG` and `export` reject it.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! env = { NODE-OPTIONS = "--max-old-space-size=4096" }
//! ```
//!
//! ```toml
//! [stages.production]
//! build_args = ["COMMIT SHA"]
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { master_key = "rails.master.key" }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! env = { NODE_OPTIONS = "--max-old-space-size=4096" }
//! ```

use indexmap::IndexMap;

use crate::{lang::shell::VariableName, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0320", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    check_keys(&spec.base.env, &place!("base", "env"), findings);
    for (name, stage) in &spec.stages {
        check_keys(&stage.env, &place!("stages", name, "env"), findings);
        for (place, arg) in
            place!("stages", name, "build_args").items(stage.build_args.iter().flatten())
        {
            let (name, variable) = (arg.name(&place), arg.variable(&place));
            let other = variable.filter(|variable| name.as_ref() != Some(variable));
            for Placed { value, place } in name.into_iter().chain(other) {
                check_name(
                    value,
                    |findings, message| findings.report(place, message),
                    findings,
                );
            }
        }
    }
    let assets = &spec.assets;
    if let Some(env) = &assets.env {
        check_keys(env, &place!("assets", "env"), findings);
    }
    for (id, value) in &assets.secrets {
        let place = place!("assets", "secrets", id);
        check_name(
            value,
            |findings, message| findings.report(place, message),
            findings,
        );
    }
}

/// Checks the keys of the table `env` at `place`.
fn check_keys(env: &IndexMap<String, String>, place: &Place, findings: &mut Findings) {
    for name in env.keys() {
        check_name(
            name,
            |findings, message| findings.report_key(place.key(name), message),
            findings,
        );
    }
}

/// Reports `name` through `report` if it is invalid.
fn check_name(
    name: &str,
    report: impl FnOnce(&mut Findings, String) -> &mut Finding,
    findings: &mut Findings,
) {
    if VariableName::parse(name).is_none() {
        report(findings, format!("`{name}` is not a valid variable name"))
            .label("invalid name")
            .help(format!("write `{}`", suggestion(name)));
    }
}

/// The valid name nearest to `name`.
fn suggestion(name: &str) -> String {
    let plain: String = name
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    match plain.chars().next() {
        Some(c) if c.is_ascii_digit() => format!("_{plain}"),
        Some(_) if plain.contains(|c| c != '_') => plain,
        Some(_) | None => "NAME".to_owned(),
    }
}
