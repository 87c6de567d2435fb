//! The workflow lies where GitHub does not look.
//!
//! ## Why
//! GitHub runs the files directly in `.github/workflows` that end in `.yml` or `.yaml`, and nothing else: no folder
//! below it, no other name. The workflow would be committed, and never run.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! workflow = ".github/build.yml"
//! ```
//!
//! ```toml
//! [outputs]
//! workflow = ".github/workflows/build"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! workflow = ".github/workflows/build.yml"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `outputs.workflow`.
pub const RULE: Rule = Rule {
    code: "TV1603",
    severity: Severity::Error,
    check: Check::Spec(check),
};

/// Where GitHub looks.
const FOLDER: &str = ".github/workflows";

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(path) = spec.output_path("workflow") else {
        return;
    };
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let name = file
        .strip_suffix(".yml")
        .or_else(|| file.strip_suffix(".yaml"));
    if folder == FOLDER && name.is_some_and(|name| !name.is_empty()) {
        return;
    }
    let stem = name.unwrap_or(file);
    let stem = if stem.is_empty() {
        "build_and_deploy"
    } else {
        stem
    };
    findings
        .report(
            &RULE,
            at!("outputs", "workflow"),
            format!("GitHub does not run `{path}`"),
        )
        .label(if folder == FOLDER {
            "not a .yml file"
        } else {
            "not in .github/workflows"
        })
        .help(format!("write `workflow = \"{FOLDER}/{stem}.yml\"`"));
}
