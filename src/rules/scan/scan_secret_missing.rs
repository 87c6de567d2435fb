//! Snyk has no token.
//!
//! ## Why
//! Snyk requires an account. The workflow reads the token from the secret that `secret` names, and passes it to Snyk.
//! With an empty name there is no token, and each build fails at the scan.
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

use crate::{rules::prelude::*, spec::scan::ScanTool};

pub const RULE: Rule = Rule::error("TV1005", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let scan = &spec.scan;
    let is_blank = scan
        .secret
        .as_ref()
        .is_some_and(|secret| secret.trim().is_empty());
    if is_blank && scan.tool == Some(ScanTool::Snyk) {
        findings
            .report(
                place!("scan", "secret"),
                "Snyk has no token: `scan.secret` is blank",
            )
            .label("blank")
            .help("write `secret = \"SNYK_TOKEN\"`, or remove the key to use this default");
    }
}
