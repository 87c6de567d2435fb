//! A cache tag that no later build can name.
//!
//! ## Why
//! A build looks for caches under the tags of its own branch and of the trunk. It cannot know the commit, the time or
//! the pull request of the build that wrote one: such a cache is pushed each time and never read.
//!
//! ## Fails
//! ```toml
//! [tags]
//! stage = "{stage}-{branch}-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! stage = "{stage}-{branch}"
//! ```

use crate::{rules::prelude::*, spec::tags::Placeholder};

pub const RULE: Rule = Rule::error("TV0808", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.templates() {
        let changing = [Placeholder::Sha, Placeholder::Pr, Placeholder::Timestamp];
        let found: Vec<Placeholder> = changing
            .into_iter()
            .filter(|placeholder| template.has(*placeholder))
            .collect();
        if ["stage", "branch"].contains(&key) && !found.is_empty() {
            let names: Vec<String> = found
                .iter()
                .map(|placeholder| format!("`{{{}}}`", placeholder.name()))
                .collect();
            let rest = found.iter().fold(text.to_owned(), |text, placeholder| {
                placeholder.removed_from(&text)
            });
            let rest = if rest.is_empty() { "{branch}" } else { &rest };
            findings
                .report(
                    at!("tags", key),
                    format!("no later build can name the cache tag `{text}`"),
                )
                .label(format!("{} changes", names.join(" and ")))
                .help(format!("write `{key} = \"{rest}\"`"));
        }
    }
}
