//! A tag needs a pull request where there is none.
//!
//! ## Why
//! `{pr}` is the number of the pull request that is built. A push to a branch and a build on somebody's own machine
//! have none, so that part of the tag would be empty.
//!
//! ## Fails
//! ```toml
//! [tags]
//! release = "pr-{pr}-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! release = "{sha}"
//! review = "pr-{pr}-{sha}"
//! ```

use crate::{rules::prelude::*, spec::tags::Placeholder};

pub const RULE: Rule = Rule::error("TV0807", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.templates() {
        if !template.has(Placeholder::Pr) {
            continue;
        }
        let build = match key {
            "release" => "a push",
            "local" => "a local build",
            _ => continue,
        };
        let rest = Placeholder::Pr.removed_from(text);
        let rest = if rest.is_empty() { "{sha}" } else { &rest };
        findings
            .report(
                at!("tags", key),
                format!("{build} has no pull request to fill in `{text}`"),
            )
            .label("`{pr}` is empty here")
            .help(format!("write `{key} = \"{rest}\"`"));
    }
}
