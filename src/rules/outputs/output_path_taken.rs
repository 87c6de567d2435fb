//! Two outputs are written to one file.
//!
//! ## Why
//! The one written last would be the only one left, and each check would find the other one missing.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! makefile = "./Dockerfile"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! makefile = "docker.mk"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::Spec,
};

/// Looks at `outputs`.
pub const RULE: Rule = Rule {
    code: "TV1602",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let said = |key: &str| {
        spec.outputs
            .as_ref()
            .is_some_and(|outputs| outputs.says(key))
    };
    let paths: Vec<_> = spec
        .output_paths()
        .into_iter()
        .map(|(key, path)| (key, path, spec.output_path(key)))
        .collect();
    for (position, (key, path, file)) in paths.iter().enumerate() {
        let earlier = paths
            .iter()
            .take(position)
            .find(|(_, _, other)| file.is_some() && other == file);
        let Some((first, first_path, _)) = earlier else {
            continue;
        };
        // The one that was moved is at fault; of two that were, the later.
        let (key, path, other) = if said(key) {
            (key, path, first)
        } else {
            (first, first_path, key)
        };
        findings
            .report(
                &RULE,
                at!("outputs", *key),
                format!("`{path}` is where `{other}` is written"),
            )
            .label("already taken")
            .help(format!("take `{key}` out, or write another path"));
    }
}
