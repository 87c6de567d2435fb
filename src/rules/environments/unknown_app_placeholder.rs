//! An app name or URL has an unknown placeholder.
//!
//! ## Why
//! Only review apps exist once for each pull request: their name and URL can contain its number, `{pr}`. Other
//! placeholders are not replaced, and braces are invalid in a name and in a URL.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! name = "review-{number}"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! url = "https://staging-{pr}.example.com"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! name = "review-{pr}"
//! ```

use crate::{rules::prelude::*, spec::tags::Template};

pub const RULE: Rule = Rule::error("TV1112", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, environment) in spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on.is_some())
    {
        for (key, text) in environment.templates() {
            let (_, errors) = Template::parse_lenient(text, environment.placeholders());
            for error in errors {
                findings
                    .report(place!("environments", name, key), error.message(text))
                    .label(error.label())
                    .help(error.help(environment.placeholders()));
            }
        }
    }
}
