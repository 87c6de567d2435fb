//! A password is used for GitHub's own registry.
//!
//! ## Why
//! GitHub gives each run a token that is valid for `ghcr.io`, has only the job's permissions and expires with the run.
//! A personal access token is valid for months, can do whatever its owner can, and stops working when they leave.
//!
//! ## Fails
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello"
//! login = { username = "GHCR_USERNAME", password = "GHCR_TOKEN" }
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello"
//! login = "github-token"
//! ```

use crate::{
    rules::prelude::*,
    spec::registries::{Login, Registry},
};

pub const RULE: Rule = Rule::warning("TV0907", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let registries = spec.registries.iter();
    for (name, registry) in registries.filter(|(_, registry)| Registry::is_github(registry)) {
        let Some(Login::Password(login)) = &registry.login else {
            continue;
        };
        // `malformed-secret-name` reports `GITHUB_TOKEN` as a password.
        let Some(password) = login
            .password
            .as_deref()
            .filter(|name| *name != "GITHUB_TOKEN")
        else {
            continue;
        };
        findings
            .report(
                place!("registries", name, "login"),
                format!("`{password}` is used for `ghcr.io`, although each run has its own token"),
            )
            .label("password for GitHub")
            .help("write `login = \"github-token\"`");
    }
}
