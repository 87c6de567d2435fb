//! A secret has the name of a variable that its step needs for something else.
//!
//! ## Why
//! A scanner, a smoke test and a build see a secret as a variable of the same name. Were it called `URL` or `PATH`, it
//! would stand in the place of the address to test, or of the folders that programs are found in.
//!
//! ## Fails
//! ```toml
//! [smoke_test]
//! command = "bin/smoke-test"
//! secrets = ["URL"]
//!
//! [environments.staging]
//! on = "push"
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ```toml
//! [smoke_test]
//! command = "bin/smoke-test"
//! secrets = ["HTTP_BASIC_USER", "HTTP_BASIC_USER"]
//!
//! [environments.staging]
//! on = "push"
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ```toml
//! [scan]
//! tool = "snyk"
//! secret = "IMAGE"
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { token = "IMAGE_TAG" }
//! ```
//!
//! ## Passes
//! ```toml
//! [smoke_test]
//! command = "bin/smoke-test"
//! secrets = ["HTTP_BASIC_USER", "HTTP_BASIC_PASSWORD"]
//!
//! [environments.staging]
//! on = "push"
//!
//! [deploy]
//! version = "1.14.5"
//! ```

use crate::{lang::expr::SecretName, rules::prelude::*, spec::environments::is_reserved_variable};

pub const RULE: Rule = Rule::error("TV0906", Check::Spec(check));

/// Variables that a shell, a runner or our own steps read.
const TAKEN: &[&str] = &[
    "BASH_ENV",
    "CI",
    "ENV",
    "ENVIRONMENT",
    "HOME",
    "IFS",
    "IMAGE",
    "LD_PRELOAD",
    "PATH",
    "PWD",
    "SHELL",
    "URL",
];

fn check(spec: &Spec, findings: &mut Findings) {
    for (at, name) in variables(spec) {
        // The Makefile reads a build secret from a variable of this name.
        let is_of_build = at!("assets").holds(&at);
        if TAKEN.contains(&name.as_str())
            || is_of_build && SecretName::parse(name).is_some() && is_reserved_variable(name)
        {
            findings
                .report(at, format!("the step needs `{name}` for something else"))
                .label("taken")
                .help(format!("rename the secret, as in `SERVICE_{name}`"));
        }
    }
    let tests = spec.smoke_test.secrets.iter();
    let names: Vec<&String> = tests.collect();
    for (item, name) in names.iter().enumerate() {
        if names[..item].contains(name) {
            findings
                .report(
                    at!("smoke_test", "secrets").item(item),
                    format!("`{name}` is listed twice"),
                )
                .label("again")
                .help("take one of them out");
        }
    }
}

/// The secrets that a step sees as variables, with their places.
fn variables(spec: &Spec) -> Vec<(Place, &String)> {
    let scan = spec
        .scan
        .secret
        .iter()
        .map(|name| (at!("scan", "secret"), name));
    let test = at!("smoke_test", "secrets").items(&spec.smoke_test.secrets);
    let assets = spec.assets.secrets.iter();
    let assets = assets.map(|(id, name)| (at!("assets", "secrets", id), name));
    scan.chain(test).chain(assets).collect()
}
