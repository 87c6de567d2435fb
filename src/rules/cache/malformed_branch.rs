//! A branch has a name that git does not take.
//!
//! ## Why
//! No such branch can ever be pushed, so its builds and its deployments never run, and nobody is told. The name is
//! compared as it stands: patterns such as `release/*` match nothing (git-check-ref-format(1)).
//!
//! ## Fails
//! ```toml
//! [cache]
//! branches = ["release/*"]
//! ```
//!
//! ```toml
//! [cache]
//! trunk = "main branch"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! trunk = "main"
//! branches = ["release/next"]
//! ```

use crate::{rules::prelude::*, spec::cache::branch_fault};

pub const RULE: Rule = Rule::error("TV0701", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (at, branch) in branches(spec) {
        if let Some(fault) = branch_fault(branch) {
            findings
                .report(at, format!("git takes no branch named `{branch}`"))
                .label(fault)
                .help(suggestion(branch));
        }
    }
}

fn branches(spec: &Spec) -> Vec<(Place, &str)> {
    let trunk = spec
        .cache
        .trunk
        .iter()
        .map(|trunk| (at!("cache", "trunk"), trunk.as_str()));
    let listed = at!("cache", "branches").items(spec.branches());
    let listed = listed.map(|(at, branch)| (at, branch.as_str()));
    let environments = spec.environments.iter();
    let deployed = environments.filter_map(|(name, environment)| {
        Some((
            at!("environments", name, "branch"),
            environment.branch.as_deref()?,
        ))
    });
    trunk.chain(listed).chain(deployed).collect()
}

/// What to write instead of `branch`.
fn suggestion(branch: &str) -> String {
    if branch.contains(['*', '?', '[']) {
        return "name each branch by itself, as in `release/next`".to_owned();
    }
    let plain = |c: char| {
        if c.is_control() || " ~^:\\{".contains(c) {
            '-'
        } else {
            c
        }
    };
    let parts = branch
        .split('/')
        .map(|part| part.trim_matches(['.', '-', ' ']).trim_end_matches(".lock"));
    let name = parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("/")
        .replace("..", ".");
    let name: String = name.chars().map(plain).collect();
    match branch_fault(&name) {
        None => format!("write the name that git knows, such as `{name}`"),
        Some(_) => "write the name that git knows, such as `main`".to_owned(),
    }
}
