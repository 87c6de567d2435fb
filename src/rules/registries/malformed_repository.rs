//! A repository's name is not one that registries take.
//!
//! ## Why
//! The name is the host, the owner and the image in lower case, and nothing else: tags are tvgen's to add, and Docker
//! knows no scheme. It would refuse the name after the whole image has been built.
//!
//! ## Fails
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/DFE-Digital/hello"
//! login = "github-token"
//! ```
//!
//! ```toml
//! [registries.ghcr]
//! repository = "https://ghcr.io/acme/hello:latest"
//! login = "github-token"
//! ```
//!
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello/"
//! login = "github-token"
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/dfe-digital/hello"
//! login = "github-token"
//! ```

use crate::{lang::docker::Repository, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0902", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, registry) in spec
        .registries
        .iter()
        .filter(|(_, registry)| registry.parsed().is_none())
    {
        let Some(repository) = &registry.repository else {
            continue;
        };
        let (label, help) = match (faults(repository).join(" and "), suggestion(repository)) {
            (faults, Some(name)) if !faults.is_empty() => (faults, format!("write `repository = \"{name}\"`")),
            (_, _) => (
                "not a repository".to_owned(),
                "write host, owner and image in lower case, as in `repository = \"ghcr.io/acme/hello\"`".to_owned(),
            ),
        };
        findings
            .report(
                at!("registries", name, "repository"),
                format!("`{repository}` is no repository's name"),
            )
            .label(label)
            .help(help);
    }
}

/// What is wrong with `repository`, as far as it is clear what to write instead.
fn faults(repository: &str) -> Vec<&'static str> {
    let rest = repository
        .split_once("://")
        .map_or(repository, |(_, rest)| rest);
    let last = rest.rsplit('/').next().unwrap_or_default();
    let faults = [
        (rest != repository, "has a scheme"),
        (repository.contains(char::is_whitespace), "has a blank"),
        (
            repository.contains(char::is_uppercase),
            "has upper-case letters",
        ),
        (last.contains('@'), "has a digest"),
        (!last.contains('@') && last.contains(':'), "has a tag"),
        (repository.ends_with('/'), "ends in `/`"),
    ];
    faults
        .into_iter()
        .filter(|(found, _)| *found)
        .map(|(_, fault)| fault)
        .collect()
}

/// The repository's name in `repository`.
fn suggestion(repository: &str) -> Option<String> {
    let rest = repository
        .split_once("://")
        .map_or(repository, |(_, rest)| rest);
    let name = rest
        .split('@')
        .next()
        .unwrap_or_default()
        .trim()
        .trim_matches('/')
        .to_lowercase();
    let name = match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => &name,
    };
    Repository::parse(name).map(|repository| repository.as_str().to_owned())
}
