//! A tag that must be unique can be written by two builds.
//!
//! ## Why
//! This tag identifies what is deployed. If two builds can write it, the second one changes what already runs: the next
//! restart starts other code, and a rollback to the tag does not restore the old code.
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
    for (key, text, template) in spec.tags.valid_templates() {
        let is_unique =
            template.contains(Placeholder::Sha) || template.contains(Placeholder::Timestamp);
        if ["release", "review", "local"].contains(&key) && !is_unique {
            findings
                .report(
                    at!("tags", key),
                    format!("two builds can write the tag `{text}`"),
                )
                .label("not unique")
                .help(format!("write `{key} = \"{text}-{{sha}}\"`"));
        }
    }
}
