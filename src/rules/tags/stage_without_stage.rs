//! The cache tag of a stage does not contain the stage.
//!
//! ## Why
//! Each stage is pushed as a separate image. With one tag for all of them, the last one overwrites the others, and the
//! next build only finds the cache of one stage.
//!
//! ## Fails
//! ```toml
//! [tags]
//! stage = "cache-{branch}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! stage = "{stage}-{branch}"
//! ```

use crate::{rules::prelude::*, spec::tags::Placeholder};

pub const RULE: Rule = Rule::error("TV0806", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, template) in spec.tags.valid_templates() {
        if key == "stage" && !template.contains(Placeholder::Stage) {
            findings
                .report(
                    place!("tags", key),
                    format!("all stages would write the tag `{text}`"),
                )
                .label("no `{stage}`")
                .help(format!("write `{key} = \"{{stage}}-{text}\"`"));
        }
    }
}
