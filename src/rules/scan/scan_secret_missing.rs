//! Snyk has no token.
//!
//! ## Why
//! Snyk scans nothing without an account. The workflow hands it the token in the secret that is named here; with an empty
//! name there is none, and each build stops at the scan.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "snyk"
//! secret = ""
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "snyk"
//! secret = "SNYK_TOKEN"
//! ```
//!
//! ```toml
//! [scan]
//! tool = "snyk"
//! ```

use crate::{rules::prelude::*, spec::scan::Tool};

pub const RULE: Rule = Rule::error("TV1005", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let scan = &spec.scan;
    let is_blank = scan
        .secret
        .as_ref()
        .is_some_and(|secret| secret.trim().is_empty());
    if is_blank && scan.tool == Some(Tool::Snyk) {
        findings
            .report(
                at!("scan", "secret"),
                "`snyk` gets no token: `scan.secret` names no secret",
            )
            .label("no secret")
            .help("write `secret = \"SNYK_TOKEN\"`, or take it out for the same");
    }
}
