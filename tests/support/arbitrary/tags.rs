//! `[tags]`

use toml::Table;

use super::choices::{Choices, set_table};

/// Tags, each with templates that do not collide with those of other tags.
const TEMPLATES: &[(&str, &[&str])] = &[
    (
        "stage",
        &[
            "{stage}-{branch}",
            "cache-{stage}-{branch}",
            "{branch}.{stage}",
        ],
    ),
    ("branch", &["{branch}", "latest-{branch}"]),
    (
        "release",
        &[
            "{sha}",
            "{branch}-{sha}",
            "v-{timestamp}-{sha}",
            "{stage}-{sha}",
        ],
    ),
    (
        "review",
        &[
            "review-pr-{pr}-{sha}",
            "pr.{pr}.{sha}",
            "review-{branch}-{timestamp}",
        ],
    ),
    (
        "local",
        &[
            "dev-{sha}-{timestamp}",
            "dev-{branch}-{sha}",
            "dev-{timestamp}",
        ],
    ),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut tags = Table::new();
    for (key, templates) in TEMPLATES {
        choices.maybe(&mut tags, key, |choices| choices.pick(templates));
    }
    set_table(spec, "tags", tags);
}
