//! The health check is not a path on the service's port.
//!
//! ## Why
//! It is put behind `http://localhost:3000`. Without its `/` it would become part of the port, with a host of its
//! own it would ask another service, and a blank would end it.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! healthcheck = "healthcheck"
//! ```
//!
//! ```toml
//! [stages.production]
//! healthcheck = "https://example.com/health check"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! healthcheck = "/healthcheck?full=true"
//! ```

use std::fmt::Write;

use crate::{rules::prelude::*, spec::stages::Kind};

pub const RULE: Rule = Rule::error("TV0326", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.written_stages(Kind::Runtime) {
        let Some(path) = spec
            .stages
            .get(name)
            .and_then(|stage| stage.healthcheck.as_ref())
        else {
            continue;
        };
        let label = match path.chars().find(|c| !is_inside(*c)) {
            _ if !path.starts_with('/') => "does not begin with `/`".to_owned(),
            Some(c) => format!("has `{c}` in it"),
            None => continue,
        };
        findings
            .report(
                at!("stages", name, "healthcheck"),
                format!("`{path}` is not a path of a URL"),
            )
            .label(label)
            .help(format!("write `healthcheck = \"{}\"`", suggestion(path)));
    }
}

/// Whether a URL carries `c` as it is, in a path or in what follows the `?`.
fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~/%?=&+,:@!".contains(c)
}

/// The path in `path`, encoded.
fn suggestion(path: &str) -> String {
    let path = path.trim();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("healthcheck", |(_, path)| path),
        None => path.trim_start_matches('/'),
    };
    let mut encoded = String::from("/");
    for c in path.chars() {
        if is_inside(c) {
            encoded.push(c);
        } else {
            for byte in c.to_string().bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
