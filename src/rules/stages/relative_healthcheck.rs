//! The health check is not a valid URL path.
//!
//! ## Why
//! The path is appended to `http://localhost:3000`. Without a leading `/` it would become part of the port; with a host
//! it would query a different service; whitespace would end it.
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

use crate::{rules::prelude::*, spec::stages::StageKind};

pub const RULE: Rule = Rule::error("TV0326", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.written_stages(StageKind::Runtime) {
        let Some(path) = spec
            .stages
            .get(name)
            .and_then(|stage| stage.healthcheck.as_ref())
        else {
            continue;
        };
        let label = match path.chars().find(|c| !is_url_character(*c)) {
            _ if !path.starts_with('/') => "does not start with `/`".to_owned(),
            Some(c) => format!("contains `{c}`"),
            None => continue,
        };
        findings
            .report(
                place!("stages", name, "healthcheck"),
                format!("`{path}` is not a valid URL path"),
            )
            .label(label)
            .help(format!("write `healthcheck = \"{}\"`", suggestion(path)));
    }
}

/// Whether `c` needs no encoding in the path or the query of a URL.
fn is_url_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~/%?=&+,:@!".contains(c)
}

/// `path` as a valid URL path: percent-encoded, without a scheme and a host.
fn suggestion(path: &str) -> String {
    let path = path.trim();
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("healthcheck", |(_, path)| path),
        None => path.trim_start_matches('/'),
    };
    let mut encoded = String::from("/");
    for c in path.chars() {
        if is_url_character(c) {
            encoded.push(c);
        } else {
            for byte in c.to_string().bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
