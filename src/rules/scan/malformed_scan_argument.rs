//! An argument of the scanner is empty.
//!
//! ## Why
//! The scanner would treat an empty argument as the name of an image. Usually, an empty argument is left over from a
//! deleted value.
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
    for (place, _) in place!("scan", "args")
        .items(args)
        .filter(|(_, arg)| arg.trim().is_empty())
    {
        findings
            .report(place, "`args` contains an empty argument")
            .label("empty")
            .help(format!("write `args = {rest:?}`"));
    }
}
