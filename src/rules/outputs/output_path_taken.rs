//! Two outputs have the same path.
//!
//! ## Why
//! The second output would overwrite the first, and each check would report a difference. Names that differ only in
//! case, or in a trailing dot, are the same file on macOS and Windows. A path cannot be both a file and a folder.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! makefile = "./Dockerfile"
//! ```
//!
//! ```toml
//! [outputs]
//! makefile = "dockerfile"
//! ```
//!
//! ```toml
//! [outputs]
//! docs = "Dockerfile/docs.md"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! makefile = "docker.mk"
//! ```

use crate::{rules::prelude::*, spec::outputs::portable_path};

pub const RULE: Rule = Rule::error("TV1602", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let is_set = |key: &str| spec.outputs.has_path(key);
    let paths: Vec<_> = spec
        .output_paths()
        .into_iter()
        .map(|(key, path)| {
            (
                key,
                path,
                spec.output_path(key).and_then(|path| portable_path(&path)),
            )
        })
        .collect();
    for (position, (key, path, file)) in paths.iter().enumerate() {
        let earlier = paths
            .iter()
            .take(position)
            .find(|(_, _, other)| do_conflict(file.as_deref(), other.as_deref()));
        let Some((first, first_path, _)) = earlier else {
            continue;
        };
        // Report the later output if its path is set in the spec, and otherwise the earlier one.
        let (key, path, other) = if is_set(key) {
            (key, path, first)
        } else {
            (first, first_path, key)
        };
        findings
            .report(
                place!("outputs", *key),
                format!("`{path}` conflicts with the path of `{other}`"),
            )
            .label("path conflict")
            .help(format!("remove `{key}`, or write another path"));
    }
}

/// Whether `one` and `other` are the same file, or one is a folder that contains the other.
fn do_conflict(one: Option<&str>, other: Option<&str>) -> bool {
    let is_folder = |folder: &str, path: &str| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    match (one, other) {
        (Some(one), Some(other)) => one == other || is_folder(one, other) || is_folder(other, one),
        (Some(_), None) | (None, _) => false,
    }
}
