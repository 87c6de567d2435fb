//! The source to install tvgen from is invalid.
//!
//! ## Why
//! The workflow runs the program that it installs. A branch, a tag or a short commit can name different code
//! later. Only a full hash of 40 digits always names the same commit. The repository is fetched over https, from a URL
//! without a user or a password.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! check_drift = true
//! tvgen = { repository = "https://github.com/OWNER/tvgen", commit = "main" }
//! ```
//!
//! ```toml
//! [workflow]
//! check_drift = true
//! tvgen = { repository = "http://example.com/tvgen", commit = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ```toml
//! [workflow]
//! check_drift = true
//! tvgen = { repository = "git@github.com:OWNER/tvgen.git", commit = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! check_drift = true
//! tvgen = { repository = "https://github.com/OWNER/tvgen", commit = "0123456789abcdef0123456789abcdef01234567" }
//! ```

use crate::{
    rules::prelude::*,
    spec::{actions::is_commit, workflow::is_https_repository},
};

pub const RULE: Rule = Rule::error("TV1707", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let source = &spec.workflow.tvgen;
    if let Some(repository) = &source.repository
        && !is_https_repository(repository)
    {
        findings
            .report(
                place!("workflow", "tvgen", "repository"),
                format!("`{repository}` is not the https URL of a git repository"),
            )
            .label("not an https URL")
            .help("write `repository = \"https://github.com/OWNER/tvgen\"`, with the owner of tvgen's repository");
    }
    if let Some(commit) = &source.commit
        && !is_commit(commit)
    {
        let lower = commit.trim().to_lowercase();
        let help = if is_commit(&lower) {
            format!("write `commit = \"{lower}\"`")
        } else {
            "write the 40 digits that `git rev-parse` prints for the commit".to_owned()
        };
        findings
            .report(
                place!("workflow", "tvgen", "commit"),
                format!("`{commit}` is not a full commit hash"),
            )
            .label("must be 40 lower-case hexadecimal digits")
            .help(help);
    }
}
