//! A url is not one.
//!
//! ## Why
//! The url stands in the workflow, on GitHub's page of the deployment, and is what the smoke test fetches: `https://`
//! or `http://`, a host, and no blanks, quotes or brackets, which mean something else in each of these.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "staging.example.com"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com/my page"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging.example.com/my%20page"
//! ```

use crate::{
    rules::prelude::*,
    spec::tags::{Placeholder, Template},
};

pub const RULE: Rule = Rule::error("TV1115", Check::Spec(check));

/// Braces are placeholders', and another rule's.
const FOREIGN: &str = "\"'<>\\^`|";

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(url) = &environment.url else {
            continue;
        };
        let (template, _) = Template::read(url, &[Placeholder::Pr]);
        let filled = template.fill(|_| "1".to_owned());
        let at = at!("environments", name, "url");
        let rest = filled
            .strip_prefix("https://")
            .or_else(|| filled.strip_prefix("http://"));
        let host = |rest: &str| {
            rest.split(['/', '?', '#', ':'])
                .next()
                .is_some_and(|host| !host.trim().is_empty())
        };
        if !rest.is_some_and(host) {
            let label = if rest.is_some() {
                "no host"
            } else {
                "no `https://`"
            };
            findings
                .report(at.clone(), format!("`{url}` is not a url"))
                .label(label)
                .help(format!("write `url = \"{}\"`", suggestion(url)));
        }
        if let Some(c) = filled
            .chars()
            .find(|c| !url.trim().is_empty() && is_foreign(*c))
        {
            let what = if c.is_whitespace() {
                "a blank".to_owned()
            } else {
                format!("the character {}", c.escape_debug())
            };
            findings
                .report(at, format!("`{url}` has {what} in it"))
                .label("not in a url")
                .help(format!("write `url = \"{}\"`", suggestion(url)));
        }
    }
}

fn is_foreign(c: char) -> bool {
    c.is_whitespace() || c.is_control() || FOREIGN.contains(c)
}

/// The url nearest to `url`, what cannot stand in one encoded.
fn suggestion(url: &str) -> String {
    let url = url.trim();
    let scheme = if url.starts_with("http://") {
        "http://"
    } else {
        "https://"
    };
    let rest = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .trim_start_matches(['/', ':']);
    let mut out = scheme.to_owned();
    for c in if rest.is_empty() {
        "hello.example.com"
    } else {
        rest
    }
    .chars()
    {
        if is_foreign(c) {
            out.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}
