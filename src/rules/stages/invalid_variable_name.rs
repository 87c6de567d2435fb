//! The name of an environment variable is none.
//!
//! ## Why
//! A variable's name has letters, digits and `_`, and no digit first. `ENV` would take `NODE-OPTIONS`, but no shell
//! can read it again, and `ARG` and `export` refuse it.
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
    for (name, stage) in &spec.stages {
        keys(&stage.env, &at!("stages", name, "env"), findings);
        for (at, arg) in at!("stages", name, "build_args").items(stage.build_args.iter().flatten())
        {
            let (name, variable) = (arg.name(&at), arg.variable(&at));
            let other = variable.filter(|variable| name.as_ref() != Some(variable));
            for Placed { value, at } in name.into_iter().chain(other) {
                report(
                    value,
                    |findings, message| findings.report(at, message),
                    findings,
                );
            }
        }
    }
    let assets = &spec.assets;
    if let Some(env) = &assets.env {
        keys(env, &at!("assets", "env"), findings);
    }
    for (id, value) in &assets.secrets {
        let at = at!("assets", "secrets", id);
        report(
            value,
            |findings, message| findings.report(at, message),
            findings,
        );
    }
}

/// Looks at the keys of the table `env` at `at`.
fn keys(env: &IndexMap<String, String>, at: &Place, findings: &mut Findings) {
    for name in env.keys() {
        report(
            name,
            |findings, message| findings.report_key(at.key(name), message),
            findings,
        );
    }
}

fn report(
    name: &str,
    at: impl FnOnce(&mut Findings, String) -> &mut Finding,
    findings: &mut Findings,
) {
    if VariableName::parse(name).is_none() {
        at(findings, format!("`{name}` cannot name a variable"))
            .label("not a variable's name")
            .help(format!("write `{}`", suggestion(name)));
    }
}

/// The name nearest to `name`.
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
