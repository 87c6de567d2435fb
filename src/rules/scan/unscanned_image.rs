//! Images are pushed without a scan.
//!
//! ## Why
//! New vulnerabilities in the base image and its packages are published every week. A scan between build and push keeps
//! vulnerable images out of the registry, and so out of production.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "none"
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "trivy"
//! ```

use crate::{rules::prelude::*, spec::scan::ScanTool};

pub const RULE: Rule = Rule::warning("TV1003", Check::Findings(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // Report nothing until the findings of other rules for `[scan]` are fixed.
    let scan = place!("scan");
    let mut places = found.iter().filter_map(|finding| finding.location.place());
    if places.any(|place| scan.contains(place)) {
        return;
    }
    match spec.scan.tool {
        Some(ScanTool::Snyk | ScanTool::Trivy) => return,
        Some(ScanTool::None) | None => {}
    }
    let help = if spec.scan.is_set() {
        "write `tool = \"trivy\"`, or `tool = \"snyk\"` with the secret `SNYK_TOKEN`"
    } else {
        "add `[scan]` with `tool = \"trivy\"`, or `tool = \"snyk\"` and the secret `SNYK_TOKEN`"
    };
    findings
        .report(place!("scan", "tool"), "images are pushed without a scan")
        .label("no scanner")
        .help(help);
}
