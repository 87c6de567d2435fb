//! `jobs` or `retry` is out of range.
//!
//! ## Why
//! Zero jobs install nothing, and hundreds only make the gem server reject requests. A download that failed twenty
//! times will not succeed the next time.
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
                place!("bundle", key),
                format!("`{key}` cannot be `{count}`"),
            )
            .label(format!("must be from {} to {}", range.start(), range.end()))
            .help(format!("write `{key} = {nearest}`"));
    }
}
