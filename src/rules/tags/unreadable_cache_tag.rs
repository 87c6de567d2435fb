//! A cache tag contains a value that later builds cannot know.
//!
//! ## Why
//! A build looks for caches under the tags of its own branch and of the default branch. It cannot know the commit, the
//! time or the pull request of the build that wrote a cache. A cache under such a tag is pushed but never read.
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
    for (key, text, template) in spec.tags.valid_templates() {
        let changing = [Placeholder::Sha, Placeholder::Pr, Placeholder::Timestamp];
        let found: Vec<Placeholder> = changing
            .into_iter()
            .filter(|placeholder| template.contains(*placeholder))
            .collect();
        if ["stage", "branch"].contains(&key) && !found.is_empty() {
            let names: Vec<String> = found
                .iter()
                .map(|placeholder| format!("`{{{}}}`", placeholder.name()))
                .collect();
            let rest = found.iter().fold(text.to_owned(), |text, placeholder| {
                placeholder.remove_from(&text)
            });
            let rest = if rest.is_empty() { "{branch}" } else { &rest };
            findings
                .report(
                    place!("tags", key),
                    format!("no later build can find the cache tag `{text}`"),
                )
                .label(format!("contains {}", names.join(" and ")))
                .help(format!("write `{key} = \"{rest}\"`"));
        }
    }
}
