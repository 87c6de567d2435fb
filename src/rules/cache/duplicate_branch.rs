//! A branch is listed twice or is the default branch.
//!
//! ## Why
//! The list names the branches to build in addition to the default branch. A duplicate, or the default branch, usually
//! comes from a rename: the branch that was meant is not built.
//!
//! ## Fails
//! ```toml
//! [cache]
//! branches = ["staging", "staging"]
//! ```
//!
//! ```toml
//! [cache]
//! branches = ["main"]
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! trunk = "main"
//! branches = ["staging"]
//! ```

use crate::{rules::prelude::*, spec::cache::find_branch_error};

pub const RULE: Rule = Rule::error("TV0702", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let (branches, trunk) = (spec.branches(), spec.trunk());
    let mut unique: Vec<&str> = Vec::new();
    for branch in branches.iter().filter(|branch| *branch != trunk) {
        if !unique.contains(&branch.as_str()) {
            unique.push(branch);
        }
    }
    for (item, branch) in branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| find_branch_error(branch).is_none())
    {
        let message = if branch == trunk {
            format!("`{branch}` is the default branch, which is always built")
        } else if branches.iter().take(item).any(|earlier| earlier == branch) {
            format!("`{branch}` is listed twice")
        } else {
            continue;
        };
        findings
            .report(place!("cache", "branches").item(item), message)
            .label("already built")
            .help(format!("write `branches = {unique:?}`"));
    }
}
