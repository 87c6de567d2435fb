//! All review apps have the same URL.
//!
//! ## Why
//! Each pull request has its own app. With one URL for all of them, the link in a pull request and its smoke test
//! would reach somebody else's app.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! url = "https://review.hello.example.com"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! url = "https://review-{pr}.hello.example.com"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1110", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in &spec.environments {
        let Some(url) = environment
            .url
            .as_ref()
            .filter(|url| environment.is_shared_by_pull_requests(url))
        else {
            continue;
        };
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        let host = rest.split(['.', '/', ':']).next().unwrap_or_default();
        let rest = rest.strip_prefix(host).unwrap_or_default();
        findings
            .report(
                place!("environments", name, "url"),
                format!("the apps of all pull requests have the URL `{url}`"),
            )
            .label("no `{pr}`")
            .help(format!("write `url = \"{scheme}://{host}-{{pr}}{rest}\"`"));
    }
}
