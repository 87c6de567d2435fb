//! Images are pushed without a scan.
//!
//! ## Why
//! The base image and its packages get new known vulnerabilities each week. A scan between build and push keeps an image
//! with one of them out of the registry, and so out of production.
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

use crate::{rules::prelude::*, spec::scan::Tool};

pub const RULE: Rule = Rule::warning("TV1003", Check::Found(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    // What is wrong with the table itself is said already.
    let scan = at!("scan");
    let mut places = found.iter().filter_map(|finding| finding.at.place());
    if places.any(|place| scan.holds(place)) {
        return;
    }
    match spec.scan.tool {
        Some(Tool::Snyk | Tool::Trivy) => return,
        Some(Tool::None) | None => {}
    }
    let help = if spec.scan.is_written() {
        "write `tool = \"trivy\"`, or `tool = \"snyk\"` with the secret `SNYK_TOKEN`"
    } else {
        "add `[scan]` with `tool = \"trivy\"`, or `tool = \"snyk\"` and the secret `SNYK_TOKEN`"
    };
    findings
        .report(at!("scan", "tool"), "images are pushed without a scan")
        .label("no scanner")
        .help(help);
}
