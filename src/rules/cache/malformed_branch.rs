//! A branch name is invalid.
//!
//! ## Why
//! Git rejects the name (git-check-ref-format(1)), so its builds and deployments never run, and nothing reports it.
//! Names are compared literally: patterns such as `release/*` match nothing.
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

use crate::{rules::prelude::*, spec::cache::find_branch_error};

pub const RULE: Rule = Rule::error("TV0701", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, branch) in branch_names(spec) {
        if let Some(error) = find_branch_error(branch) {
            findings
                .report(place, format!("`{branch}` is not a valid branch name"))
                .label(error)
                .help(suggestion(branch));
        }
    }
}

/// The branch names of the spec, with their places.
fn branch_names(spec: &Spec) -> Vec<(Place, &str)> {
    let trunk = spec
        .cache
        .trunk
        .iter()
        .map(|trunk| (place!("cache", "trunk"), trunk.as_str()));
    let listed = place!("cache", "branches").items(spec.branches());
    let listed = listed.map(|(place, branch)| (place, branch.as_str()));
    let environments = spec.environments.iter();
    let deployed = environments.filter_map(|(name, environment)| {
        Some((
            place!("environments", name, "branch"),
            environment.branch.as_deref()?,
        ))
    });
    trunk.chain(listed).chain(deployed).collect()
}

/// Suggests a replacement for `branch`.
fn suggestion(branch: &str) -> String {
    if branch.contains(['*', '?', '[']) {
        return "write the name of each branch, as in `release/next`".to_owned();
    }
    let replace = |c: char| {
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
    let name: String = name.chars().map(replace).collect();
    match find_branch_error(&name) {
        None => format!("write a valid branch name, such as `{name}`"),
        Some(_) => "write a valid branch name, such as `main`".to_owned(),
    }
}
