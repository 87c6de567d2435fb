//! An app's name is not one that Kubernetes takes.
//!
//! ## Why
//! The name becomes part of names in the cluster and of the app's host: lower-case letters, digits and dashes, no dash
//! at either end, at most 63 characters, ten of them for the number of a pull request (RFC 1123).
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! name = "Hello_Staging"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.pre_prod]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! name = "a-name-for-review-apps-that-nobody-could-ever-remember-{pr}"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! name = "hello-staging"
//! ```

use crate::{
    lang::make::Target,
    rules::prelude::*,
    spec::{
        environments::On,
        tags::{Placeholder, Template},
    },
};

pub const RULE: Rule = Rule::error("TV1113", Check::Spec(check));

/// How long a name can be, and the number of a pull request in it.
const MOST: (usize, usize) = (63, 10);

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on.is_some())
    {
        // Of a table that no environment can be called by, invalid-environment-name speaks.
        if environment.name.is_none() && Target::parse(name).is_none() {
            continue;
        }
        let app = environment.app_name(name);
        let (template, _) = Template::read(app, &[Placeholder::Pr]);
        let filled = template.fill(|_| "1".repeat(MOST.1));
        let (label, help) = if filled.contains(|c: char| !is_inside(c)) {
            (
                "not a-z, 0-9 and `-`",
                format!(
                    "write `name = \"{}\"`",
                    suggestion(app, name, environment.on)
                ),
            )
        } else if app.is_empty() {
            (
                "empty",
                format!(
                    "write `name = \"{}\"`",
                    suggestion(app, name, environment.on)
                ),
            )
        } else if app.starts_with('-') || app.ends_with('-') {
            (
                "a dash at an end",
                format!(
                    "write `name = \"{}\"`",
                    suggestion(app, name, environment.on)
                ),
            )
        } else if filled.len() > MOST.0 {
            (
                "too long",
                format!("shorten it by {} at least", filled.len() - MOST.0),
            )
        } else {
            continue;
        };
        findings
            .report(
                at!("environments", name, "name"),
                format!("`{app}` cannot name an app"),
            )
            .label(label)
            .help(help);
    }
}

fn is_inside(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The name nearest to `app`, of the environment `name`.
fn suggestion(app: &str, name: &str, on: Option<On>) -> String {
    let lower = app.to_lowercase();
    let letters: String = lower
        .chars()
        .map(|c| {
            if is_inside(c) || "{}".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    match letters.trim_matches('-') {
        "" if on == Some(On::PullRequest) => format!("{name}-{{pr}}"),
        "" => name.to_owned(),
        letters => letters.to_owned(),
    }
}
