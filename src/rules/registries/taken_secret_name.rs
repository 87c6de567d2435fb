//! A secret has the name of a variable that its step already uses.
//!
//! ## Why
//! A scanner, a smoke test and a build read a secret from a variable of the same name. A secret named `URL` or `PATH`
//! would replace the URL to test, or the search path of programs.
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

/// Variables that a shell, a runner or a generated step reads.
const RESERVED: &[&str] = &[
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
    for (place, name) in variables(spec) {
        // The Makefile reads a build secret from a variable of the same name, which make or the shell may interpret.
        let is_build_secret = place!("assets").contains(&place);
        if RESERVED.contains(&name.as_str())
            || is_build_secret && SecretName::parse(name).is_some() && is_reserved_variable(name)
        {
            findings
                .report(
                    place,
                    format!("the step already uses the variable `{name}`"),
                )
                .label("reserved name")
                .help(format!(
                    "rename the secret, for example to `SERVICE_{name}`"
                ));
        }
    }
    let tests = spec.smoke_test.secrets.iter();
    let names: Vec<&String> = tests.collect();
    for (item, name) in names.iter().enumerate() {
        if names[..item].contains(name) {
            findings
                .report(
                    place!("smoke_test", "secrets").item(item),
                    format!("`{name}` is listed twice"),
                )
                .label("duplicate")
                .help("remove one of them");
        }
    }
}

/// The secrets that a step reads from variables, with their places.
fn variables(spec: &Spec) -> Vec<(Place, &String)> {
    let scan = spec
        .scan
        .secret
        .iter()
        .map(|name| (place!("scan", "secret"), name));
    let test = place!("smoke_test", "secrets").items(&spec.smoke_test.secrets);
    let assets = spec.assets.secrets.iter();
    let assets = assets.map(|(id, name)| (place!("assets", "secrets", id), name));
    scan.chain(test).chain(assets).collect()
}
