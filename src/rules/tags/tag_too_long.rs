//! A tag leaves too little room for the branch.
//!
//! ## Why
//! A tag has at most 128 characters. What the template, the commit and the stage leave of them is the branch's; a
//! longer name is cut and told apart by its hash. With less than 32 characters nobody could tell which branch a tag is
//! of.
//!
//! ## Fails
//! ```toml
//! [tags]
//! review = "review-of-the-teaching-vacancies-service-for-testers-{branch}-{pr}-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! review = "review-{branch}-{pr}-{sha}"
//! ```

use crate::{
    rules::prelude::*,
    spec::tags::{DEFAULT_STAGE, PLACEHOLDERS, Placeholder, Template},
};

pub const RULE: Rule = Rule::error("TV0803", Check::Spec(check));

/// How long a tag can be.
const MOST: usize = 128;
/// How much of it a branch needs.
const BRANCH: usize = 32;

fn check(spec: &Spec, findings: &mut Findings) {
    let names = spec.stage_names();
    let longest = names
        .iter()
        .map(String::as_str)
        .max_by_key(|name| name.len())
        .unwrap_or_default();
    for (key, text, template) in spec.tags.templates() {
        let length = length(&template, longest);
        if length > MOST {
            findings
                .report(at!("tags", key), message(text, &template))
                .label("too long")
                .help(format!("shorten `{key}` by {}", characters(length - MOST)));
        }
    }
    let written = spec.tags.stage.is_some();
    if let (false, Ok(template)) = (written, Template::parse(DEFAULT_STAGE, PLACEHOLDERS)) {
        for name in spec
            .stages
            .keys()
            .filter(|name| length(&template, name) > MOST)
        {
            findings
                .report(
                    at!("stages", name),
                    message(&DEFAULT_STAGE.replace("{stage}", name), &template),
                )
                .label("too long")
                .help(format!(
                    "shorten the stage's name by {}",
                    characters(length(&template, name) - MOST)
                ));
        }
    }
}

/// How long a tag of the stage `stage` is, if its branch gets no more than it needs.
fn length(template: &Template, stage: &str) -> usize {
    let text = template.fill(|placeholder| {
        "x".repeat(match placeholder {
            Placeholder::Branch => BRANCH,
            Placeholder::Stage => stage.len(),
            Placeholder::Sha => 40,
            Placeholder::Pr => 10,
            Placeholder::Timestamp => 14,
            Placeholder::Environment | Placeholder::Name => 0,
        })
    });
    text.chars().count()
}

fn message(text: &str, template: &Template) -> String {
    if template.has(Placeholder::Branch) {
        format!("`{text}` leaves less than {BRANCH} characters for the branch")
    } else {
        format!("`{text}` becomes longer than {MOST} characters")
    }
}

fn characters(count: usize) -> String {
    format!("{count} character{}", if count == 1 { "" } else { "s" })
}
