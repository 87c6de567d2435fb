//! Two builds can write the same tag.
//!
//! ## Why
//! The later build overwrites the image of the earlier one. A branch whose tag is also the cache tag of a stage
//! destroys the cache of another branch; a release whose tag is also that of a pull request can bring unmerged code to
//! production. The conflict goes unnoticed until a branch has a matching name. (`release` and `review` can share a
//! template with both the branch and the commit: then both builds have the same code.)
//!
//! ## Fails
//! ```toml
//! [tags]
//! stage = "{branch}-{stage}"
//! ```
//!
//! ```toml
//! [tags]
//! branch = "builder-{branch}"
//! ```
//!
//! ```toml
//! [tags]
//! release = "{sha}"
//! review = "{sha}"
//! ```
//!
//! ```toml
//! [stages.docs]
//!
//! [stages.docs-v2]
//! from = "docs"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }, { from = "docs-v2", path = "/docs-v2" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! stage = "cache-{stage}-{branch}"
//! branch = "{branch}"
//! release = "{sha}"
//! review = "pr-{pr}-{sha}"
//! ```
//!
//! ```toml
//! [tags]
//! release = "{branch}-{sha}"
//! review = "{branch}-{sha}"
//! local = "dev-{branch}-{sha}"
//! ```

use crate::rules::{
    collision::{find_culprit, suggest_fix, tags::Tags},
    prelude::*,
};

pub const RULE: Rule = Rule::error("TV0809", Check::Findings(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    let tags = Tags::from_spec(spec, found);
    let mut blamed = Vec::new();
    for (number, later) in tags.all().iter().enumerate() {
        for earlier in &tags.all()[..number] {
            // `local-tag-shadows-release` compares local builds with releases.
            if (earlier.definition.key, later.definition.key) == ("release", "local") {
                continue;
            }
            let place = find_culprit(earlier, later);
            if blamed.contains(&place) {
                continue;
            }
            if let Some(message) = tags.describe_collision(earlier, later) {
                findings
                    .report(place.clone(), message)
                    .label("shared by two builds")
                    .help(suggest_fix(spec, found, &place));
                blamed.push(place);
            }
        }
    }
}
