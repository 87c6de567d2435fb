//! Two registries have the same repository.
//!
//! ## Why
//! Each registry has its own copy of the images, in case another registry is down. Two registries with the same
//! repository share one copy, which is pushed twice. `acme/hello` is short for `docker.io/acme/hello`.
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
        let Some(repository) = registry.parse_repository() else {
            continue;
        };
        let canonical = repository.canonical();
        if let Some((first, _)) = seen.iter().find(|(_, other)| *other == canonical) {
            let message = format!(
                "`{}` is also the repository of `{first}`",
                repository.as_str()
            );
            findings
                .report(place!("registries", name, "repository"), message)
                .label("same repository")
                .help(format!(
                    "remove `[{}]`, or write another repository",
                    place!("registries", name)
                ));
        } else {
            seen.push((name, canonical));
        }
    }
}
