//! An ignore pattern is empty.
//!
//! ## Why
//! An empty pattern matches no file, so the files that should be ignored still start a build. Usually, an empty pattern
//! is left over from a deleted one.
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
    for (place, _) in place!("workflow", "ignore_paths")
        .items(patterns)
        .filter(|(_, pattern)| pattern.trim().is_empty())
    {
        findings
            .report(place, "an empty pattern matches no file")
            .label("empty")
            .help(format!("write `ignore_paths = {rest:?}`"));
    }
}
