//! A local build can write the tag of a release.
//!
//! ## Why
//! `make push-local-image` pushes what lies on somebody's machine, changes that are in no commit included. Under the tag
//! of a release it replaces the image that was built, scanned and tested, and the next restart in production runs it.
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
    collision::{remedy, tags::Tags},
    prelude::*,
};

pub const RULE: Rule = Rule::error("TV0810", Check::Found(check));

fn check(spec: &Spec, found: &[Finding], findings: &mut Findings) {
    let tags = Tags::of(spec, found);
    let find = |key| tags.all().iter().find(|tag| tag.said.key == key);
    let (Some(release), Some(local)) = (find("release"), find("local")) else {
        return;
    };
    if let Some(message) = tags.clash(release, local) {
        let at = if local.said.is_written {
            at!("tags", "local")
        } else {
            at!("tags", "release")
        };
        let help = remedy(spec, found, &at);
        findings
            .report(at, message)
            .label("not the release's alone")
            .help(help);
    }
}
