//! An action is not pinned to a full commit hash.
//!
//! ## Why
//! Whoever takes over an action can move its tags and branches to a commit that reads every secret of the workflow. A
//! full commit hash (40 hexadecimal digits) never changes.
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
    spec::actions::{action_repository, is_commit},
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
            let repository = action_repository(name).unwrap_or_else(|| name.clone());
            let version = pin.version.as_deref().unwrap_or("VERSION");
            format!(
                "write the 40-digit commit that `git ls-remote https://github.com/{repository} {version}` prints"
            )
        };
        findings
            .report(
                place!("actions", name, "sha"),
                format!("`{sha}` is not a full commit hash"),
            )
            .label("use 40 lower-case hexadecimal digits")
            .help(help);
    }
}
