//! A Terraform path is invalid.
//!
//! ## Why
//! `directory` is a folder of the repository, and `var_file` is relative to that folder. Both are relative paths
//! without spaces, quotes or wildcards, which the shell and make would interpret.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "../terraform"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! var_file = "/etc/{environment}.tfvars.json"
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "terraform/app"
//! var_file = "../workspace-variables/{environment}.tfvars.json"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    lang::shell,
    rules::prelude::*,
    spec::{
        deploy::{DEFAULT_DIRECTORY, DEFAULT_VAR_FILE, PLACEHOLDERS},
        outputs::{find_path_error, suggest_path},
        tags::Template,
    },
};

pub const RULE: Rule = Rule::error("TV1205", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let deploy = &spec.deploy;
    if let Some(directory) = &deploy.directory
        && let Some(error) = find_path_error(directory)
    {
        let path = suggest_path(directory).unwrap_or_else(|| DEFAULT_DIRECTORY.to_owned());
        findings
            .report(
                place!("deploy", "directory"),
                format!("`{directory}` is not a folder in the project"),
            )
            .label(error)
            .help(format!("write `directory = \"{path}\"`"));
    }
    if let Some(file) = &deploy.var_file
        && let Some(error) = find_file_error(file)
    {
        let replace = |c: char| {
            if c.is_ascii_alphanumeric() || "._-/@+,=%{}".contains(c) {
                c
            } else {
                '-'
            }
        };
        let path: String = file.trim().chars().map(replace).collect();
        let path = path.trim_start_matches(['~', '/', '-']);
        let path = if path.is_empty() {
            DEFAULT_VAR_FILE
        } else {
            path
        };
        findings
            .report(
                place!("deploy", "var_file"),
                format!("`{file}` is not a valid variable file"),
            )
            .label(error)
            .help(format!("write `var_file = \"{path}\"`"));
    }
}

/// Why `file` is not a valid path from Terraform's directory, in a few words; it can lead out of that directory.
fn find_file_error(file: &str) -> Option<&'static str> {
    let (template, _) = Template::parse_lenient(file, PLACEHOLDERS);
    let filled = template.fill(|_| "x".to_owned());
    let checks = [
        (file.is_empty(), "empty"),
        (filled.starts_with('/'), "an absolute path"),
        (filled.contains(['*', '?']), "has a wildcard"),
        (
            !filled.is_empty() && shell::Path::parse(&filled).is_none(),
            "would need quotes",
        ),
    ];
    checks
        .into_iter()
        .find(|(fails, _)| *fails)
        .map(|(_, error)| error)
}
