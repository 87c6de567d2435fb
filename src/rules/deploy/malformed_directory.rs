//! A path of Terraform's is not one that every output can carry.
//!
//! ## Why
//! Terraform's directory is part of the repository, and the files of variables lie beside it: relative paths, without
//! blanks, quotes and wildcards, which shell and make would each read in their own way.
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
        outputs::{nearest_path, path_fault},
        tags::Template,
    },
};

pub const RULE: Rule = Rule::error("TV1205", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let deploy = &spec.deploy;
    if let Some(directory) = &deploy.directory
        && let Some(fault) = path_fault(directory)
    {
        let path = nearest_path(directory).unwrap_or_else(|| DEFAULT_DIRECTORY.to_owned());
        findings
            .report(
                at!("deploy", "directory"),
                format!("`{directory}` is not a folder of the project"),
            )
            .label(fault)
            .help(format!("write `directory = \"{path}\"`"));
    }
    if let Some(file) = &deploy.var_file
        && let Some(fault) = file_fault(file)
    {
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || "._-/@+,=%{}".contains(c) {
                c
            } else {
                '-'
            }
        };
        let path: String = file.trim().chars().map(plain).collect();
        let path = path.trim_start_matches(['~', '/', '-']);
        let path = if path.is_empty() {
            DEFAULT_VAR_FILE
        } else {
            path
        };
        findings
            .report(
                at!("deploy", "var_file"),
                format!("`{file}` is not a file beside Terraform's"),
            )
            .label(fault)
            .help(format!("write `var_file = \"{path}\"`"));
    }
}

/// What keeps `file` from being a path from Terraform's directory; it can lead out of that.
fn file_fault(file: &str) -> Option<&'static str> {
    let (template, _) = Template::read(file, PLACEHOLDERS);
    let filled = template.fill(|_| "x".to_owned());
    let faults = [
        (file.is_empty(), "empty"),
        (filled.starts_with('/'), "an absolute path"),
        (filled.contains(['*', '?']), "has a wildcard"),
        (
            !filled.is_empty() && shell::Path::parse(&filled).is_none(),
            "would need quotes",
        ),
    ];
    faults
        .into_iter()
        .find(|(found, _)| *found)
        .map(|(_, fault)| fault)
}
