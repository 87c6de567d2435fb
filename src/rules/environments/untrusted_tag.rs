//! An environment accepts unscanned images or unmerged code.
//!
//! ## Why
//! `make push-local-image` builds the files on a developer's machine: they are not scanned, and may not be committed.
//! A review image is scanned, but its code is not approved yet. By default only review apps accept review images, and
//! no environment accepts local ones.
//!
//! ## Fails
//! ```toml
//! [environments.staging]
//! on = "push"
//! tags = ["release", "review"]
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ```toml
//! [environments.staging]
//! on = "push"
//! tags = ["release", "local"]
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ## Passes
//! ```toml
//! [environments.review]
//! on = "pull_request"
//! tags = ["review", "release"]
//!
//! [deploy]
//! version = "1.14.5"
//! ```

use crate::{
    rules::prelude::*,
    spec::environments::{On, TagKind},
};

pub const RULE: Rule = Rule::warning("TV1125", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        for (place, kind) in
            place!("environments", name, "tags").items(environment.tags.iter().flatten())
        {
            let label = match kind {
                TagKind::Local => "never scanned",
                TagKind::Review if environment.on != Some(On::PullRequest) => "not merged",
                TagKind::Release | TagKind::Review => continue,
            };
            findings
                .report(place, format!("`{name}` accepts `{}` tags", kind.key()))
                .label(label)
                .help(format!("remove `\"{}\"`", kind.key()));
        }
    }
}
