//! A tag leaves too little room for the branch.
//!
//! ## Why
//! A tag has at most 128 characters. The branch gets those that the rest of the tag does not need; a longer branch name
//! is truncated and given a hash that keeps it unique. With fewer than 32 characters nobody could recognise the branch.
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

/// The maximum length of a tag.
const MAX_LENGTH: usize = 128;
/// The number of characters that a tag must leave for the branch.
const MIN_BRANCH_LENGTH: usize = 32;

fn check(spec: &Spec, findings: &mut Findings) {
    let names = spec.stage_names();
    let longest = names
        .iter()
        .map(String::as_str)
        .max_by_key(|name| name.len())
        .unwrap_or_default();
    for (key, text, template) in spec.tags.valid_templates() {
        let length = tag_length(&template, longest);
        if length > MAX_LENGTH {
            findings
                .report(place!("tags", key), message(text, &template))
                .label("too long")
                .help(format!(
                    "shorten `{key}` by {}",
                    count_characters(length - MAX_LENGTH)
                ));
        }
    }
    let is_set = spec.tags.stage.is_some();
    if let (false, Ok(template)) = (is_set, Template::parse(DEFAULT_STAGE, PLACEHOLDERS)) {
        for name in spec
            .stages
            .keys()
            .filter(|name| tag_length(&template, name) > MAX_LENGTH)
        {
            findings
                .report(
                    place!("stages", name),
                    message(&DEFAULT_STAGE.replace("{stage}", name), &template),
                )
                .label("too long")
                .help(format!(
                    "shorten the stage's name by {}",
                    count_characters(tag_length(&template, name) - MAX_LENGTH)
                ));
        }
    }
}

/// The length of a tag for the stage `stage` and a branch of `MIN_BRANCH_LENGTH` characters.
fn tag_length(template: &Template, stage: &str) -> usize {
    let text = template.fill(|placeholder| {
        "x".repeat(match placeholder {
            Placeholder::Branch => MIN_BRANCH_LENGTH,
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
    if template.contains(Placeholder::Branch) {
        format!("`{text}` leaves fewer than {MIN_BRANCH_LENGTH} characters for the branch")
    } else {
        format!("`{text}` becomes longer than {MAX_LENGTH} characters")
    }
}

fn count_characters(count: usize) -> String {
    format!("{count} character{}", if count == 1 { "" } else { "s" })
}
