//! The Terraform modules cannot be fetched.
//!
//! ## Why
//! The Makefile fetches a branch, tag or full commit hash of the modules' repository into a folder in Terraform's
//! directory, and replaces that folder. The Makefile contains the URL, which therefore cannot have spaces, quotes or
//! passwords. `HEAD` and a leading `+` have a special meaning in git.
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
        cache::find_branch_error,
        outputs::{find_path_error, normalize_path, suggest_path},
    },
};

pub const RULE: Rule = Rule::error("TV1211", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let modules = &spec.deploy.modules;
    if let Some(repository) = &modules.repository
        && let Some(error) = find_repository_error(repository)
    {
        findings
            .report(place!("deploy", "modules", "repository"), format!("`{repository}` is not a valid git URL"))
            .label(error)
            .help("write `repository = \"https://github.com/acme/modules.git\"`, or `git@github.com:acme/modules.git`");
    }
    for (place, name) in module_refs(spec) {
        if let Some(error) = find_ref_error(name) {
            findings
                .report(
                    place,
                    format!("`{name}` is not a valid branch, tag or commit"),
                )
                .label(error)
                .help("write a branch, a tag or a full commit hash, as in `ref = \"stable\"`");
        }
    }
    if let Some(directory) = &modules.directory
        && let Some(error) = find_directory_error(directory)
    {
        let near = suggest_path(directory).unwrap_or_else(|| "vendor/modules".to_owned());
        findings
            .report(
                place!("deploy", "modules", "directory"),
                format!("`{directory}` is not a folder in Terraform's directory"),
            )
            .label(error)
            .help(format!("write `directory = \"{near}\"`"));
    }
}

/// The refs of the modules, with their places.
fn module_refs(spec: &Spec) -> Vec<(Place, &str)> {
    let shared = spec.deploy.modules.r#ref.as_deref();
    let own = spec.environments.iter().filter_map(|(name, environment)| {
        let name_of_ref = environment.modules.r#ref.as_deref()?;
        Some((place!("environments", name, "modules", "ref"), name_of_ref))
    });
    let shared = shared.map(|name| (place!("deploy", "modules", "ref"), name));
    shared.into_iter().chain(own).collect()
}

/// Why git cannot fetch `name`, in a few words.
fn find_ref_error(name: &str) -> Option<&'static str> {
    let checks = [
        (name.starts_with('+'), "starts with `+`"),
        (name == "HEAD", "has a special meaning in git"),
    ];
    let failed = checks.into_iter().find(|(fails, _)| *fails);
    find_branch_error(name).or(failed.map(|(_, error)| error))
}

fn find_repository_error(repository: &str) -> Option<&'static str> {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "._-/@:+~".contains(c);
    if repository.is_empty() {
        return Some("empty");
    }
    if !repository.chars().all(is_allowed) {
        return Some("would need quotes");
    }
    let (authority, path) = if let Some(rest) = repository.strip_prefix("https://") {
        if rest.split('/').next().unwrap_or_default().contains('@') {
            return Some("contains credentials");
        }
        rest.split_once('/').unwrap_or((rest, ""))
    } else if let Some(rest) = repository.strip_prefix("ssh://") {
        rest.split_once('/').unwrap_or((rest, ""))
    } else {
        match repository.split_once(':') {
            Some((user, path)) if user.contains('@') && !path.starts_with('/') => (user, path),
            Some(_) | None => return Some("not a git URL"),
        }
    };
    let host = authority.rsplit('@').next().unwrap_or_default();
    let fits = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !authority.starts_with(['-', '@'])
        && path.chars().any(|c| c.is_ascii_alphanumeric())
        && !path.contains(['@', ':']);
    (!fits).then_some("not a git URL")
}

fn find_directory_error(directory: &str) -> Option<&'static str> {
    let is_terraform = normalize_path(directory).is_some_and(|path| path.is_empty());
    find_path_error(directory).or_else(|| is_terraform.then_some("Terraform's own folder"))
}
