//! The name of a repository is malformed.
//!
//! ## Why
//! The name consists of the host, the owner and the image in lower case, without a scheme or a tag: tvgen adds the
//! tags. Docker rejects any other name, but only after the whole image has been built.
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

use crate::{lang::docker::ImageRepository, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0902", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, registry) in spec
        .registries
        .iter()
        .filter(|(_, registry)| registry.parse_repository().is_none())
    {
        let Some(repository) = &registry.repository else {
            continue;
        };
        let (label, help) = match (find_problems(repository).join(" and "), suggestion(repository)) {
            (problems, Some(name)) if !problems.is_empty() => (problems, format!("write `repository = \"{name}\"`")),
            (_, _) => (
                "not a repository".to_owned(),
                "write the host, the owner and the image in lower case, as in `repository = \"ghcr.io/acme/hello\"`".to_owned(),
            ),
        };
        findings
            .report(
                place!("registries", name, "repository"),
                format!("`{repository}` is not a valid repository name"),
            )
            .label(label)
            .help(help);
    }
}

/// The problems with `repository` that have a clear fix.
fn find_problems(repository: &str) -> Vec<&'static str> {
    let rest = repository
        .split_once("://")
        .map_or(repository, |(_, rest)| rest);
    let last = rest.rsplit('/').next().unwrap_or_default();
    let problems = [
        (rest != repository, "has a scheme"),
        (
            repository.contains(char::is_whitespace),
            "contains whitespace",
        ),
        (
            repository.contains(char::is_uppercase),
            "has upper-case letters",
        ),
        (last.contains('@'), "has a digest"),
        (!last.contains('@') && last.contains(':'), "has a tag"),
        (repository.ends_with('/'), "ends with `/`"),
    ];
    problems
        .into_iter()
        .filter(|(found, _)| *found)
        .map(|(_, problem)| problem)
        .collect()
}

/// `repository` as a valid name, without its scheme, tag and digest; `None` if the rest is not valid.
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
    ImageRepository::parse(name).map(|repository| repository.as_str().to_owned())
}
