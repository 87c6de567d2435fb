//! Two builds can write one tag.
//!
//! ## Why
//! The build that comes last wins. A branch whose tag is also the cache tag of a stage destroys the cache of another
//! branch; a release that is also the tag of a pull request can bring to production what nobody has merged. It goes
//! unnoticed until somebody gives a branch that one name. (Release and review may be one template with both the branch
//! and the commit: then both builds are of the same code.)
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
    collision::{blame, remedy, tags::Tags},
    prelude::*,
};

pub const RULE: Rule = Rule::error("TV0809", Check::Found(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    let tags = Tags::of(spec, found);
    let mut blamed = Vec::new();
    for (number, later) in tags.all().iter().enumerate() {
        for earlier in &tags.all()[..number] {
            // What a developer builds is compared with releases by a rule of its own.
            if (earlier.said.key, later.said.key) == ("release", "local") {
                continue;
            }
            let at = blame(earlier, later);
            if blamed.contains(&at) {
                continue;
            }
            if let Some(message) = tags.clash(earlier, later) {
                findings
                    .report(at.clone(), message)
                    .label("not one build's alone")
                    .help(remedy(spec, found, &at));
                blamed.push(at);
            }
        }
    }
}
