//! A cache tag does not tell its branch.
//!
//! ## Why
//! Each branch has a cache of its own. With one tag for all of them every build overwrites the cache of every other,
//! and a build of the trunk starts from what somebody tried last in a pull request.
//!
//! ## Fails
//! ```toml
//! [tags]
//! branch = "latest"
//! ```
//!
//! ```toml
//! [tags]
//! stage = "cache-{stage}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! branch = "{branch}"
//! stage = "cache-{stage}-{branch}"
//! ```

use crate::{rules::prelude::*, spec::tags::Placeholder};

pub const RULE: Rule = Rule::error("TV0805", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.templates() {
        if ["branch", "stage"].contains(&key) && !template.has(Placeholder::Branch) {
            let message = if key == "branch" {
                format!("all branches would write the tag `{text}`")
            } else {
                format!("all branches would write a stage's cache to `{text}`")
            };
            findings
                .report(at!("tags", key), message)
                .label("no `{branch}`")
                .help(format!("write `{key} = \"{text}-{{branch}}\"`"));
        }
    }
}
