//! A branch is listed twice.
//!
//! ## Why
//! The list holds the branches beside the trunk, each built once for a push. A branch that is in it twice, or is the
//! trunk, is mostly the rest of a renaming: another one was meant, and is not built.
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

use crate::{rules::prelude::*, spec::cache::branch_fault};

pub const RULE: Rule = Rule::error("TV0702", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let (branches, trunk) = (spec.branches(), spec.trunk());
    let mut once: Vec<&str> = Vec::new();
    for branch in branches.iter().filter(|branch| *branch != trunk) {
        if !once.contains(&branch.as_str()) {
            once.push(branch);
        }
    }
    for (item, branch) in branches
        .iter()
        .enumerate()
        .filter(|(_, branch)| branch_fault(branch).is_none())
    {
        let message = if branch == trunk {
            format!("`{branch}` is the trunk, which is built anyway")
        } else if branches.iter().take(item).any(|earlier| earlier == branch) {
            format!("`{branch}` is listed twice")
        } else {
            continue;
        };
        findings
            .report(at!("cache", "branches").item(item), message)
            .label("already built")
            .help(format!("write `branches = {once:?}`"));
    }
}
