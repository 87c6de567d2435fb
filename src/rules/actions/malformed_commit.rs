//! A pin is no commit.
//!
//! ## Why
//! A tag or a branch can be moved by whoever takes over an action, to a commit that reads every secret of the workflow.
//! Only a commit, all 40 digits of it, stays what it was.
//!
//! ## Fails
//! ```toml
//! [actions]
//! "docker/build-push-action" = { version = "v7.1.0", sha = "v7.1.0" }
//! ```
//!
//! ## Passes
//! ```toml
//! [actions]
//! "docker/build-push-action" = { version = "v7.1.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```

use crate::{
    rules::prelude::*,
    spec::actions::{is_commit, repository},
};

pub const RULE: Rule = Rule::error("TV1501", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, pin) in &spec.actions {
        let Some(sha) = pin.sha.as_ref().filter(|sha| !is_commit(sha)) else {
            continue;
        };
        let lower = sha.trim().to_lowercase();
        let help = if is_commit(&lower) {
            format!("write `sha = \"{lower}\"`")
        } else {
            let whole = repository(name).unwrap_or_else(|| name.clone());
            let version = pin.version.as_deref().unwrap_or("VERSION");
            format!(
                "write the 40 digits that `git ls-remote https://github.com/{whole} {version}` prints"
            )
        };
        findings
            .report(
                at!("actions", name, "sha"),
                format!("`{sha}` is no commit of `{name}`"),
            )
            .label("not 40 digits")
            .help(help);
    }
}
