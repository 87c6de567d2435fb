//! A unique tag is not unique.
//!
//! ## Why
//! What is deployed is named by this tag. If two builds can write it, a second one changes what already runs: the next
//! restart brings other code, and going back to the tag does not go back.
//!
//! ## Fails
//! ```toml
//! [tags]
//! release = "latest"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! release = "release-{sha}"
//! local = "{timestamp}"
//! ```

use crate::{rules::prelude::*, spec::tags::Placeholder};

pub const RULE: Rule = Rule::error("TV0804", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.templates() {
        let unique = template.has(Placeholder::Sha) || template.has(Placeholder::Timestamp);
        if ["release", "review", "local"].contains(&key) && !unique {
            findings
                .report(
                    at!("tags", key),
                    format!("two builds can write the tag `{text}`"),
                )
                .label("the same each time")
                .help(format!("write `{key} = \"{text}-{{sha}}\"`"));
        }
    }
}
