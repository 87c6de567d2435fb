//! A URL is invalid.
//!
//! ## Why
//! The URL is in the workflow and on GitHub's deployment page, and the smoke test fetches it. It needs `https://` or
//! `http://` and a host. It cannot contain spaces, quotes or angle brackets: each has a special meaning in at
//! least one of these places.
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

/// Characters that a URL cannot contain; `unknown-app-placeholder` reports braces.
const INVALID: &str = "\"'<>\\^`|";

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(url) = &environment.url else {
            continue;
        };
        let (template, _) = Template::parse_lenient(url, &[Placeholder::Pr]);
        let filled = template.fill(|_| "1".to_owned());
        let place = place!("environments", name, "url");
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
                .report(place.clone(), format!("`{url}` is not a URL"))
                .label(label)
                .help(format!("write `url = \"{}\"`", suggestion(url)));
        }
        if let Some(c) = filled
            .chars()
            .find(|c| !url.trim().is_empty() && is_invalid(*c))
        {
            let character = if c.is_whitespace() {
                "whitespace".to_owned()
            } else {
                format!("the character {}", c.escape_debug())
            };
            findings
                .report(place, format!("`{url}` contains {character}"))
                .label("invalid in a URL")
                .help(format!("write `url = \"{}\"`", suggestion(url)));
        }
    }
}

fn is_invalid(c: char) -> bool {
    c.is_whitespace() || c.is_control() || INVALID.contains(c)
}

/// The valid URL nearest to `url`, with invalid characters percent-encoded.
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
        if is_invalid(c) {
            out.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}
