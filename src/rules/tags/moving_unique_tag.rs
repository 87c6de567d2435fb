//! A tag that must be unique can be written by two builds.
//!
//! ## Why
//! The tag of a release, a review or a local build identifies the code in the image. If a second build writes the same
//! tag, the next restart starts different code, and a rollback to the tag does not restore the old code.
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
                    place!("tags", key),
                    format!("two builds can write the tag `{text}`"),
                )
                .label("not unique")
                .help(format!("write `{key} = \"{text}-{{sha}}\"`"));
        }
    }
}
