//! A tag has an invalid placeholder.
//!
//! ## Why
//! Each build fills in a tag from the branch, the stage, the commit, the pull request and the time. Other placeholders
//! have no value, and a tag cannot contain braces.
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
    for (key, text, _) in spec.tags.set_templates() {
        let (_, errors) = Template::parse_lenient(text, PLACEHOLDERS);
        for error in errors {
            findings
                .report(place!("tags", key), error.message(text))
                .label(error.label())
                .help(error.help(PLACEHOLDERS));
        }
    }
}
