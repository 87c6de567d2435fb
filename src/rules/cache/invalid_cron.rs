//! A schedule is none that GitHub takes.
//!
//! ## Why
//! GitHub reads five fields: minute, hour, day of the month, month, day of the week, with `*`, `,`, `-` and `/`, and runs
//! nothing more often than every five minutes. A schedule that it cannot read makes the workflow invalid.
//!
//! ## Fails
//! ```toml
//! [cache]
//! rebuild = "0 12 * *"
//! ```
//!
//! ```toml
//! [cache]
//! rebuild = "0 24 * * 0"
//! ```
//!
//! ```toml
//! [cache]
//! rebuild = "* * * * *"
//! ```
//!
//! ```toml
//! [cache]
//! rebuild = "@weekly"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! rebuild = "30 5,17 * * MON-FRI"
//! ```
//!
//! ```toml
//! [cache]
//! rebuild = "*/30 4 1-7 */2 *"
//! ```

use crate::{rules::prelude::*, spec::cron};

pub const RULE: Rule = Rule::error("TV0704", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(rebuild) = &spec.cache.rebuild else {
        return;
    };
    if let Some(fault) = cron::fault(rebuild) {
        findings
            .report(at!("cache", "rebuild"), format!("GitHub runs nothing at `{rebuild}`"))
            .label(fault)
            .help("write `rebuild = \"0 12 * * 0\"`: minute, hour, day, month, day of the week; this is Sunday at noon, UTC");
    }
}
