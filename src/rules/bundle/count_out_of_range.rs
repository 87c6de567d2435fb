//! A number of jobs or of retries makes no sense.
//!
//! ## Why
//! No jobs install nothing, and hundreds only make the registry of gems refuse them. A download that failed twenty
//! times will not succeed at the next.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! jobs = 0
//! ```
//!
//! ```toml
//! [bundle]
//! retry = 100
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! jobs = 4
//! retry = 0
//! ```

use crate::{
    rules::prelude::*,
    spec::bundle::{JOBS, RETRIES},
};

pub const RULE: Rule = Rule::error("TV0405", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let bundle = &spec.bundle;
    for (key, count, range) in [
        ("jobs", bundle.jobs, JOBS),
        ("retry", bundle.retry, RETRIES),
    ] {
        let Some(count) = count.filter(|count| !range.contains(count)) else {
            continue;
        };
        let nearest = count.clamp(*range.start(), *range.end());
        findings
            .report(
                at!("bundle", key),
                format!("`{count}` is not a number of {}", noun(key)),
            )
            .label(format!("not in {} to {}", range.start(), range.end()))
            .help(format!("write `{key} = {nearest}`"));
    }
}

fn noun(key: &str) -> &str {
    if key == "retry" { "retries" } else { key }
}
