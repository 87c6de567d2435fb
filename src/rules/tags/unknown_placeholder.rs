//! A tag has a placeholder that stands for nothing.
//!
//! ## Why
//! A tag is put together anew in each build, from the branch, the stage, the commit, the pull request and the time.
//! What is none of these cannot be filled in, and braces cannot stand in a tag.
//!
//! ## Fails
//! ```toml
//! [tags]
//! stage = "{stage}-{brnch}"
//! ```
//!
//! ```toml
//! [tags]
//! release = "{sha"
//! ```
//!
//! ```toml
//! [tags]
//! release = "sha}-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! stage = "{stage}-{branch}"
//! release = "{sha}"
//! ```

use crate::{
    rules::prelude::*,
    spec::tags::{PLACEHOLDERS, Template},
};

pub const RULE: Rule = Rule::error("TV0801", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (key, text, _) in spec.tags.written() {
        let (_, faults) = Template::read(text, PLACEHOLDERS);
        for fault in faults {
            findings
                .report(at!("tags", key), fault.message(text))
                .label(fault.label())
                .help(fault.help(PLACEHOLDERS));
        }
    }
}
