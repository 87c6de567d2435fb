//! A key of the scan that no scanner reads.
//!
//! ## Why
//! A scan that looks configured and does not run is worse than none: everybody believes that images are checked. Trivy
//! needs no token, and without a tool nothing is scanned at all.
//!
//! ## Fails
//! ```toml
//! [scan]
//! severity = "high"
//! ```
//!
//! ```toml
//! [scan]
//! tool = "trivy"
//! secret = "SNYK_TOKEN"
//! ```
//!
//! ```toml
//! [scan]
//! tool = "none"
//! args = ["--quiet"]
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "snyk"
//! secret = "SNYK_TOKEN"
//! severity = "high"
//! ```

use crate::{rules::prelude::*, spec::scan::Tool};

pub const RULE: Rule = Rule::error("TV1001", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let scan = &spec.scan;
    let given = [
        ("secret", scan.secret.is_some()),
        ("severity", scan.severity.is_some()),
        ("args", !scan.args.is_empty()),
    ];
    for (key, _) in given.into_iter().filter(|(_, given)| *given) {
        // Without a tool it is the table that lacks something.
        let (at, message) = match scan.tool {
            Some(Tool::Trivy) if key == "secret" => {
                (at!("scan", key), "Trivy reads no `secret`".to_owned())
            }
            Some(Tool::Snyk | Tool::Trivy) => continue,
            Some(Tool::None) => (
                at!("scan", key),
                format!("with `tool = \"none\"` nothing reads `{key}`"),
            ),
            None => (
                at!("scan"),
                format!("without a `tool` nothing reads `{key}`"),
            ),
        };
        let tool = if key == "secret" { "snyk" } else { "trivy" };
        findings
            .report(at, message)
            .label("read by nobody")
            .help(format!("write `tool = \"{tool}\"`, or take `{key}` out"));
    }
}
