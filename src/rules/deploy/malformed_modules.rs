//! Terraform's modules cannot be fetched as it is written.
//!
//! ## Why
//! The Makefile fetches a branch, a tag or a full commit of the repository into a folder below Terraform's. The Makefile
//! contains the address, which therefore has no blanks, quotes or passwords, and replaces the folder. `HEAD` and a leading
//! `+` have another meaning in git.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "acme/modules", ref = "stable", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "a b", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "." }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "+stable", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "git@github.com:acme/modules.git", ref = "v1.2", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "0123456789abcdef0123456789abcdef01234567", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        cache::branch_fault,
        outputs::{nearest_path, path_fault, shortest},
    },
};

pub const RULE: Rule = Rule::error("TV1211", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let modules = &spec.deploy.modules;
    if let Some(repository) = &modules.repository
        && let Some(fault) = repository_fault(repository)
    {
        findings
            .report(at!("deploy", "modules", "repository"), format!("git clones nothing from `{repository}`"))
            .label(fault)
            .help("write `repository = \"https://github.com/acme/modules.git\"`, or `git@github.com:acme/modules.git`");
    }
    for (at, name) in refs(spec) {
        if let Some(fault) = ref_fault(name) {
            findings
                .report(at, format!("`{name}` is not a valid branch, tag or commit"))
                .label(fault)
                .help("write a branch, a tag or a full commit, as in `ref = \"stable\"`");
        }
    }
    if let Some(directory) = &modules.directory
        && let Some(fault) = directory_fault(directory)
    {
        let near = nearest_path(directory).unwrap_or_else(|| "vendor/modules".to_owned());
        findings
            .report(
                at!("deploy", "modules", "directory"),
                format!("`{directory}` is not a folder below Terraform's"),
            )
            .label(fault)
            .help(format!("write `directory = \"{near}\"`"));
    }
}

/// The branches, tags and commits of the modules, with their places.
fn refs(spec: &Spec) -> Vec<(Place, &str)> {
    let shared = spec.deploy.modules.r#ref.as_deref();
    let own = spec.environments.iter().filter_map(|(name, environment)| {
        let name_of_ref = environment.modules.r#ref.as_deref()?;
        Some((at!("environments", name, "modules", "ref"), name_of_ref))
    });
    let shared = shared.map(|name| (at!("deploy", "modules", "ref"), name));
    shared.into_iter().chain(own).collect()
}

/// Why git cannot fetch `name`, in a few words.
fn ref_fault(name: &str) -> Option<&'static str> {
    let faults = [
        (name.starts_with('+'), "begins with `+`"),
        (name == "HEAD", "not a fixed name"),
    ];
    let fault = faults.into_iter().find(|(found, _)| *found);
    branch_fault(name).or(fault.map(|(_, fault)| fault))
}

fn repository_fault(repository: &str) -> Option<&'static str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/@:+~".contains(c);
    if repository.is_empty() {
        return Some("empty");
    }
    if !repository.chars().all(plain) {
        return Some("would need quotes");
    }
    let (authority, path) = if let Some(rest) = repository.strip_prefix("https://") {
        if rest.split('/').next().unwrap_or_default().contains('@') {
            return Some("has a password");
        }
        rest.split_once('/').unwrap_or((rest, ""))
    } else if let Some(rest) = repository.strip_prefix("ssh://") {
        rest.split_once('/').unwrap_or((rest, ""))
    } else {
        match repository.split_once(':') {
            Some((user, path)) if user.contains('@') && !path.starts_with('/') => (user, path),
            Some(_) | None => return Some("not a git address"),
        }
    };
    let host = authority.rsplit('@').next().unwrap_or_default();
    let fits = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !authority.starts_with(['-', '@'])
        && path.chars().any(|c| c.is_ascii_alphanumeric())
        && !path.contains(['@', ':']);
    (!fits).then_some("not a git address")
}

fn directory_fault(directory: &str) -> Option<&'static str> {
    let itself = shortest(directory).is_some_and(|path| path.is_empty());
    path_fault(directory).or_else(|| itself.then_some("Terraform's own"))
}
