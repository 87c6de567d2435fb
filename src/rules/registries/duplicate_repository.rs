//! Two registries are one repository.
//!
//! ## Why
//! Each registry is a copy of its own, so that one can be down. Two names of one repository are one copy, pushed twice
//! with the login of either; `acme/hello` is `docker.io/acme/hello`.
//!
//! ## Fails
//! ```toml
//! [registries.dockerhub]
//! repository = "acme/hello"
//! login = { username = "DOCKER_USERNAME", password = "DOCKER_PASSWORD" }
//!
//! [registries.mirror]
//! repository = "docker.io/acme/hello"
//! login = { username = "DOCKER_USERNAME", password = "DOCKER_PASSWORD" }
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello"
//! login = "github-token"
//!
//! [registries.dockerhub]
//! repository = "acme/hello"
//! login = { username = "DOCKER_USERNAME", password = "DOCKER_PASSWORD" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0903", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mut seen: Vec<(&str, String)> = Vec::new();
    for (name, registry) in &spec.registries {
        let Some(repository) = registry.parsed() else {
            continue;
        };
        let canonical = repository.canonical();
        if let Some((first, _)) = seen.iter().find(|(_, other)| *other == canonical) {
            let message = format!(
                "`{}` is the repository of `{first}` too",
                repository.as_str()
            );
            findings
                .report(at!("registries", name, "repository"), message)
                .label("the same repository")
                .help(format!(
                    "take `[{}]` out, or name another repository",
                    at!("registries", name)
                ));
        } else {
            seen.push((name, canonical));
        }
    }
}
