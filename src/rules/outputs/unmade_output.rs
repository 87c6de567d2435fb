//! A path is set for an output that is not generated.
//!
//! ## Why
//! Apart from the main workflow, tvgen generates a workflow only for a feature that needs it: a review environment, a
//! schedule that rebuilds caches, or a deployment. A path for any other workflow suggests that the file exists.
//!
//! ## Fails
//! ```toml
//! [outputs]
//! cache_rebuild = ".github/workflows/rebuild.yml"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! rebuild = "0 12 * * 0"
//!
//! [outputs]
//! cache_rebuild = ".github/workflows/rebuild.yml"
//! ```

use crate::{
    rules::prelude::*,
    spec::outputs::{DEFAULTS, Output},
};

pub const RULE: Rule = Rule::warning("TV1605", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, _) in DEFAULTS.iter().filter(|(key, _)| !spec.has_output(key)) {
        let Some(Output::Path(path)) = spec.outputs.get(key) else {
            continue;
        };
        let instruction = match *key {
            "review_cleanup" => "add an environment with `on = \"pull_request\"`",
            "cache_rebuild" => "add `rebuild = \"0 12 * * 0\"` to `[cache]`",
            _ => "add `[deploy]` and an environment, such as `[environments.staging]`",
        };
        findings
            .report(
                place!("outputs", *key),
                format!("`{path}` is not generated"),
            )
            .label("not generated")
            .help(format!("remove `{key}`, or {instruction}"));
    }
}
