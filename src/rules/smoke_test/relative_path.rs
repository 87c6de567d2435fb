//! The path of the smoke test does not start with `/`.
//!
//! ## Why
//! The path is appended to the environment's URL. Without the `/` it would become part of the host name.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com"
//!
//! [smoke_test]
//! path = "healthcheck"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com"
//!
//! [smoke_test]
//! path = "/healthcheck"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1305", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let path = spec.smoke_test.path.as_ref();
    let Some(path) = path.filter(|path| !path.starts_with('/')) else {
        return;
    };
    let rest = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, rest)| rest),
        None => path.as_str(),
    };
    findings
        .report(
            place!("smoke_test", "path"),
            format!("`{path}` does not start with `/`"),
        )
        .label("not an absolute path")
        .help(format!("write `path = \"/{rest}\"`"));
}
