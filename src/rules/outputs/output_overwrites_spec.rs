//! An output would overwrite the spec.
//!
//! ## Why
//! Every output is generated from the spec. An output with the same path would replace the spec, and nothing could be
//! generated again. Names that differ only in case are the same file on macOS and Windows.
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
    source::path::{folder, normalize},
    spec::outputs::portable_path,
};

pub const RULE: Rule = Rule::error("TV1606", Check::Source(check));

fn check(spec: &Spec, source: &Source, findings: &mut Findings) {
    let own = &source.own.name;
    let files = std::iter::once(&source.own).chain(&source.bases);
    let files: Vec<String> = files.map(|file| normalize(&file.name)).collect();
    for (key, path) in spec.output_paths() {
        let Some(short) = spec.output_path(key) else {
            continue;
        };
        let written = normalize(&format!("{}{short}", folder(own)));
        let portable = |path: &str| portable_path(path).unwrap_or_else(|| path.to_lowercase());
        let is_overwritten = |file: &&String| portable(file) == portable(&written);
        let Some(lost) = files.iter().find(is_overwritten) else {
            continue;
        };
        findings
            .report(
                place!("outputs", key),
                format!("`{path}` would overwrite `{lost}`"),
            )
            .label("a spec")
            .help(format!(
                "write another path, or remove `{key}` to use the default"
            ));
    }
}
