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

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{Spec, tags::Placeholder},
};

/// Looks at `tags.release` and `tags.local`.
pub const RULE: Rule = Rule {
    code: "TV0807",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.iter().flat_map(|tags| tags.templates()) {
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
                &RULE,
                at!("tags", key),
                format!("{build} has no pull request to fill in `{text}`"),
            )
            .label("`{pr}` is empty here")
            .help(format!("write `{key} = \"{rest}\"`"));
    }
}
