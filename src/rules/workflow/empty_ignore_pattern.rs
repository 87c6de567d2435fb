//! A pattern of ignored files is empty.
//!
//! ## Why
//! An empty pattern matches no file, so whatever was meant to be ignored still starts a build. It is mostly what is
//! left of a pattern that was deleted.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! ignore_paths = ["documentation/**", ""]
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! ignore_paths = ["documentation/**"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1701", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let patterns = &spec.workflow.ignore_paths;
    let rest: Vec<&String> = patterns
        .iter()
        .filter(|pattern| !pattern.trim().is_empty())
        .collect();
    for (at, _) in at!("workflow", "ignore_paths")
        .items(patterns)
        .filter(|(_, pattern)| pattern.trim().is_empty())
    {
        findings
            .report(at, "an empty pattern matches no file")
            .label("empty")
            .help(format!("write `ignore_paths = {rest:?}`"));
    }
}
