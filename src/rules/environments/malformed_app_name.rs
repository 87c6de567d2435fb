//! An app name is not valid in Kubernetes.
//!
//! ## Why
//! The name becomes part of resource names and of the app's host. It consists of lower-case letters, digits and dashes,
//! with no dash at either end, and has at most 63 characters (RFC 1123). `{pr}` counts as ten characters.
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

/// The maximum length of a name.
const MAX_LENGTH: usize = 63;

/// The maximum number of digits in a pull request number.
const MAX_PR_DIGITS: usize = 10;

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on.is_some())
    {
        // `invalid-environment-name` reports an invalid table name.
        if environment.name.is_none() && Target::parse(name).is_none() {
            continue;
        }
        let app = environment.app_name(name);
        let (template, _) = Template::parse_lenient(app, &[Placeholder::Pr]);
        let filled = template.fill(|_| "1".repeat(MAX_PR_DIGITS));
        let (label, help) = if filled.contains(|c: char| !is_allowed(c)) {
            (
                "use a-z, 0-9 and `-`",
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
                "starts or ends with `-`",
                format!(
                    "write `name = \"{}\"`",
                    suggestion(app, name, environment.on)
                ),
            )
        } else if filled.len() > MAX_LENGTH {
            let excess = filled.len() - MAX_LENGTH;
            let plural = if excess == 1 { "" } else { "s" };
            (
                "too long",
                format!("shorten it by at least {excess} character{plural}"),
            )
        } else {
            continue;
        };
        findings
            .report(
                place!("environments", name, "name"),
                format!("`{app}` is not a valid app name"),
            )
            .label(label)
            .help(help);
    }
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The valid name nearest to `app`, for the environment `name`.
fn suggestion(app: &str, name: &str, on: Option<On>) -> String {
    let lower = app.to_lowercase();
    let letters: String = lower
        .chars()
        .map(|c| {
            if is_allowed(c) || "{}".contains(c) {
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
