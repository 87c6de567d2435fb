//! A tag contains `{pr}`, but its build has no pull request.
//!
//! ## Why
//! `{pr}` is the number of the pull request that is built. A push to a branch and a local build have no pull request,
//! so that part of the tag would be empty.
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
    for (key, text, template) in spec.tags.valid_templates() {
        if !template.contains(Placeholder::Pr) {
            continue;
        }
        let build = match key {
            "release" => "a push",
            "local" => "a local build",
            _ => continue,
        };
        let rest = Placeholder::Pr.remove_from(text);
        let rest = if rest.is_empty() { "{sha}" } else { &rest };
        findings
            .report(
                place!("tags", key),
                format!("{build} has no pull request number for `{text}`"),
            )
            .label("`{pr}` is empty here")
            .help(format!("write `{key} = \"{rest}\"`"));
    }
}
