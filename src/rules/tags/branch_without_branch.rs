//! A cache tag does not contain the branch.
//!
//! ## Why
//! Each branch has its own cache. With one tag for all of them, every build overwrites the cache of every other branch,
//! and a build of the default branch starts from the last pull request that somebody built.
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
    for (key, text, template) in spec.tags.valid_templates() {
        if ["branch", "stage"].contains(&key) && !template.contains(Placeholder::Branch) {
            let message = if key == "branch" {
                format!("all branches would write the tag `{text}`")
            } else {
                format!("all branches would write a stage's cache to `{text}`")
            };
            findings
                .report(place!("tags", key), message)
                .label("no `{branch}`")
                .help(format!("write `{key} = \"{text}-{{branch}}\"`"));
        }
    }
}
