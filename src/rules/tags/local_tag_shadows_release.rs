//! A local build can write the tag of a release.
//!
//! ## Why
//! `make push-local-image` pushes the state of a developer's machine, including uncommitted changes. Under the tag of a
//! release it replaces the image that was built, scanned and tested, and the next restart in production runs it.
//!
//! ## Fails
//! ```toml
//! [tags]
//! local = "{sha}"
//! ```
//!
//! ```toml
//! [tags]
//! release = "dev-{sha}"
//! local = "{branch}-{sha}"
//! ```
//!
//! ## Passes
//! ```toml
//! [tags]
//! local = "dev-{sha}-{timestamp}"
//! ```

use crate::rules::{
    collision::{suggest_fix, tags::Tags},
    prelude::*,
};

pub const RULE: Rule = Rule::error("TV0810", Check::Findings(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    let tags = Tags::from_spec(spec, found);
    let find = |key| tags.all().iter().find(|tag| tag.definition.key == key);
    let (Some(release), Some(local)) = (find("release"), find("local")) else {
        return;
    };
    if let Some(message) = tags.describe_collision(release, local) {
        let place = if local.definition.is_set {
            place!("tags", "local")
        } else {
            place!("tags", "release")
        };
        let help = suggest_fix(spec, found, &place);
        findings
            .report(place, message)
            .label("shared with another build")
            .help(help);
    }
}
