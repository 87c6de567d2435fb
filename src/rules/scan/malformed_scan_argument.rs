//! An argument of the scanner is empty.
//!
//! ## Why
//! An empty argument is an argument all the same: the scanner would take it for the name of an image. It is mostly what
//! is left of something that was deleted.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "snyk"
//! args = ["--exclude-app-vulns", ""]
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "snyk"
//! args = ["--exclude-app-vulns"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1002", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let args = &spec.scan.args;
    let rest: Vec<&String> = args.iter().filter(|arg| !arg.trim().is_empty()).collect();
    for (at, _) in at!("scan", "args")
        .items(args)
        .filter(|(_, arg)| arg.trim().is_empty())
    {
        findings
            .report(
                at,
                "an empty argument is an argument, and not what was meant",
            )
            .label("empty")
            .help(format!("write `args = {rest:?}`"));
    }
}
