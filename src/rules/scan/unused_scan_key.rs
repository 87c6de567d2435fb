//! A key in `[scan]` has no effect.
//!
//! ## Why
//! A scan that looks configured but does not run is worse than no scan, because everyone believes that images are
//! checked. Trivy needs no token, and without a tool nothing is scanned.
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

use crate::{rules::prelude::*, spec::scan::ScanTool};

pub const RULE: Rule = Rule::error("TV1001", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let scan = &spec.scan;
    let keys = [
        ("secret", scan.secret.is_some()),
        ("severity", scan.severity.is_some()),
        ("args", !scan.args.is_empty()),
    ];
    for (key, _) in keys.into_iter().filter(|(_, is_set)| *is_set) {
        // Without a tool, the finding is about the whole table.
        let (place, message) = match scan.tool {
            Some(ScanTool::Trivy) if key == "secret" => (
                place!("scan", key),
                "Trivy does not read `secret`".to_owned(),
            ),
            Some(ScanTool::Snyk | ScanTool::Trivy) => continue,
            Some(ScanTool::None) => (
                place!("scan", key),
                format!("`{key}` has no effect with `tool = \"none\"`"),
            ),
            None => (
                place!("scan"),
                format!("`{key}` has no effect without a `tool`"),
            ),
        };
        let tool = if key == "secret" { "snyk" } else { "trivy" };
        findings
            .report(place, message)
            .label("unused")
            .help(format!("write `tool = \"{tool}\"`, or remove `{key}`"));
    }
}
