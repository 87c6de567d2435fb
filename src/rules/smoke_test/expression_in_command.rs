//! The command of the smoke test contains a GitHub expression.
//!
//! ## Why
//! GitHub would insert the value into the script before the shell parses it: a value with a quote or `$(…)` would be
//! executed. Pass values as variables, which the shell does not parse as script.
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
    lang::expr::{SecretName, embedded},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV1306", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(command) = &spec.smoke_test.command else {
        return;
    };
    let Some((inside, is_closed)) = embedded::find_first(command) else {
        return;
    };
    let end = if is_closed { "}}" } else { "" };
    let secret = inside
        .trim()
        .strip_prefix("secrets.")
        .filter(|name| SecretName::parse(name).is_some());
    let help = match secret {
        Some(name) => format!("write `secrets = [\"{name}\"]`, and `\"${name}\"` in the command"),
        None => {
            "write `\"$ENVIRONMENT\"` or `\"$URL\"`, or pass a secret with `secrets`".to_owned()
        }
    };
    findings
        .report(
            place!("smoke_test", "command"),
            format!("the command contains `${{{{{inside}{end}`"),
        )
        .label("expression")
        .help(help);
}
