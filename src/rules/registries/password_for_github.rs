//! GitHub's own registry is opened with somebody's password.
//!
//! ## Why
//! GitHub gives each run a token that opens `ghcr.io`, may do that alone and ends with the run. A personal token lives for
//! months, opens whatever its owner may, and stops working when they leave.
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
        // Of GitHub's own token, malformed-secret-name speaks.
        let Some(password) = login
            .password
            .as_deref()
            .filter(|name| *name != "GITHUB_TOKEN")
        else {
            continue;
        };
        findings
            .report(
                at!("registries", name, "login"),
                format!("`{password}` opens `ghcr.io`, where each run has a token of its own"),
            )
            .label("a password for GitHub")
            .help("write `login = \"github-token\"`");
    }
}
