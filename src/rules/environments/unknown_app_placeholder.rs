//! An app's name or url has a placeholder that stands for nothing.
//!
//! ## Why
//! Only a review app is one of many: its name and its url can have the number of the pull request, `{pr}`. Nothing else
//! is filled in, and braces can stand in neither a name nor a url.
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
        for (key, text) in environment.texts() {
            let (_, faults) = Template::read(text, environment.placeholders());
            for fault in faults {
                findings
                    .report(at!("environments", name, key), fault.message(text))
                    .label(fault.label())
                    .help(fault.help(environment.placeholders()));
            }
        }
    }
}
