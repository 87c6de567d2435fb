//! An environment rejects the images of its own builds.
//!
//! ## Why
//! A push build writes release tags and a pull request build writes review tags. If `tags` lists only other kinds, the
//! Makefile rejects the image that the workflow deploys: every deployment fails.
//!
//! ## Fails
//! ```toml
//! [environments.review]
//! on = "pull_request"
//! tags = ["release"]
//!
//! [deploy]
//! version = "1.14.5"
//! ```
//!
//! ## Passes
//! ```toml
//! [environments.staging]
//! on = "push"
//! tags = ["release"]
//!
//! [deploy]
//! version = "1.14.5"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1124", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(kinds) = &environment.tags else {
            continue;
        };
        let own = environment.tag_kind();
        // A manual environment accepts any kind, but needs at least one.
        let is_accepted = match environment.on {
            Some(On::Manual) => !kinds.is_empty(),
            Some(On::Push | On::PullRequest) | None => kinds.contains(&own),
        };
        if is_accepted {
            continue;
        }
        let key = own.key();
        findings
            .report(
                place!("environments", name, "tags"),
                format!("`{name}` does not accept `{key}` tags, which its deployments use"),
            )
            .label(format!("`{key}` is missing"))
            .help(format!("add `\"{key}\"`, or remove `tags`"));
    }
}
