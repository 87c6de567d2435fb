//! A workflow is not where GitHub looks for it.
//!
//! ## Why
//! GitHub only runs the files directly in `.github/workflows` whose names end in `.yml` or `.yaml`. In a subfolder or
//! under another name, the workflow would be committed but never run.
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
//! ```toml
//! [cache]
//! rebuild = "0 12 * * 0"
//!
//! [outputs]
//! cache_rebuild = "ci/rebuild.yml"
//! ```
//!
//! ## Passes
//! ```toml
//! [outputs]
//! workflow = ".github/workflows/build.yml"
//! ```

use crate::{rules::prelude::*, spec::outputs::DEFAULTS};

pub const RULE: Rule = Rule::error("TV1603", Check::Spec(check));

/// The folder that GitHub reads workflows from.
const FOLDER: &str = ".github/workflows/";

fn check(spec: &Spec, findings: &mut Findings) {
    let workflows = DEFAULTS
        .iter()
        .filter(|(_, default)| default.starts_with(FOLDER));
    for (key, default) in workflows {
        let Some(path) = spec.output_path(key) else {
            continue;
        };
        let (folder, file) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
        let name = file
            .strip_suffix(".yml")
            .or_else(|| file.strip_suffix(".yaml"));
        if folder == FOLDER && name.is_some_and(|name| !name.is_empty()) {
            continue;
        }
        let stem = name.unwrap_or(file);
        let near = if stem.is_empty() {
            (*default).to_owned()
        } else {
            format!("{FOLDER}{stem}.yml")
        };
        findings
            .report(
                place!("outputs", *key),
                format!("GitHub does not run `{path}`"),
            )
            .label(if folder == FOLDER {
                "not a .yml file"
            } else {
                "not in .github/workflows"
            })
            .help(format!("write `{key} = \"{near}\"`"));
    }
}
