//! An output would be written over the spec.
//!
//! ## Why
//! The spec is what everything else is made from. An output of the same path replaces it, and there is nothing left to
//! render from. Names that differ in upper and lower case alone are one file on macOS and Windows.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! docs = "tvgen.toml"
//! ```
//!
//! ```toml
//! [outputs]
//! docs = "docs/../TVGEN.toml"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! docs = "docs/tvgen.md"
//! ```

use crate::{
    rules::prelude::*,
    source::path::{folder, tidy},
    spec::outputs::portable_path,
};

pub const RULE: Rule = Rule::error("TV1606", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    let own = &source.own.name;
    let files = std::iter::once(&source.own).chain(&source.bases);
    let files: Vec<String> = files.map(|file| tidy(&file.name)).collect();
    for (key, path) in spec.output_paths() {
        let Some(short) = spec.output_path(key) else {
            continue;
        };
        let written = tidy(&format!("{}{short}", folder(own)));
        let portable = |path: &str| portable_path(path).unwrap_or_else(|| path.to_lowercase());
        let is_written = |file: &&String| portable(file) == portable(&written);
        let Some(lost) = files.iter().find(is_written) else {
            continue;
        };
        findings
            .report(
                at!("outputs", key),
                format!("`{path}` would be written over `{lost}`"),
            )
            .label("the spec itself")
            .help(format!(
                "write another path, or take `{key}` out for its default"
            ));
    }
}
