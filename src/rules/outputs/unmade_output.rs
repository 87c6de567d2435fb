//! A path is given for an output that is never made.
//!
//! ## Why
//! The workflows beside the main one exist only with what they are about: a review environment, a schedule for
//! rebuilding caches, a deployment. Whoever gave this one a path expects it to be there.
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
    for (key, _) in DEFAULTS.iter().filter(|(key, _)| !spec.makes(key)) {
        let said = spec.outputs.get(key);
        let Some(Output::Path(path)) = said else {
            continue;
        };
        let missing = match *key {
            "review_cleanup" => "add an environment with `on = \"pull_request\"`",
            "cache_rebuild" => "add `rebuild = \"0 12 * * 0\"` to `[cache]`",
            _ => "add `[deploy]` and an environment",
        };
        findings
            .report(
                at!("outputs", *key),
                format!("nothing is written to `{path}`"),
            )
            .label("never made")
            .help(format!("take `{key}` out, or {missing}"));
    }
}
