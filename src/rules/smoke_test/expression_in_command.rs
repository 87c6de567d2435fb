//! The smoke test has an expression of GitHub's in it.
//!
//! ## Why
//! GitHub would put the value into the script before the shell reads it: a value with a quote or `$(…)` in it is run.
//! Values reach a command as variables, which the shell does not read as script.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [smoke_test]
//! command = "bin/smoke-test --user ${{ secrets.HTTP_BASIC_USER }}"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [smoke_test]
//! command = "bin/smoke-test --user \"$HTTP_BASIC_USER\""
//! secrets = ["HTTP_BASIC_USER"]
//! ```

use crate::{
    lang::expr::{SecretName, hole},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1306", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(command) = &spec.smoke_test.command else {
        return;
    };
    let Some((inside, closed)) = hole::first(command) else {
        return;
    };
    let end = if closed { "}}" } else { "" };
    let secret = inside
        .trim()
        .strip_prefix("secrets.")
        .filter(|name| SecretName::parse(name).is_some());
    let help = match secret {
        Some(name) => format!("write `secrets = [\"{name}\"]`, and `\"${name}\"` in the command"),
        None => "write `\"$ENVIRONMENT\"` or `\"$URL\"`, or pass a secret by `secrets`".to_owned(),
    };
    findings
        .report(
            at!("smoke_test", "command"),
            format!("GitHub would write `${{{{{inside}{end}` into the script"),
        )
        .label("an expression")
        .help(help);
}
