//! The schedule is invalid.
//!
//! ## Why
//! GitHub expects five fields: minute, hour, day of the month, month and day of the week. They can contain `*`, `,`,
//! `-` and `/`. GitHub runs no workflow more often than every five minutes. An invalid schedule makes the whole
//! workflow invalid.
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
    if let Some(error) = cron::find_schedule_error(rebuild) {
        findings
            .report(place!("cache", "rebuild"), format!("`{rebuild}` is not a valid schedule"))
            .label(error)
            .help("write `rebuild = \"0 12 * * 0\"` for Sundays at 12:00 UTC: minute, hour, day, month, day of the week");
    }
}
