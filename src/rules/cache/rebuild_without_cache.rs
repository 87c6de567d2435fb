//! Caches are rebuilt that nobody keeps.
//!
//! ## Why
//! With `mode = "none"` a build takes nothing from another and leaves nothing behind. The rebuild would build the same
//! images on a schedule, for no one.
//!
//! ## Fails
//! ```toml
//! [cache]
//! mode = "none"
//! rebuild = "0 12 * * 0"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! mode = "registry"
//! rebuild = "0 12 * * 0"
//! ```

use crate::{
    at,
    finding::Severity,
    rules::{Check, Findings, Rule},
    spec::{Spec, cache::Mode},
};

/// Looks at `cache.rebuild`.
pub const RULE: Rule = Rule {
    code: "TV0705",
    severity: Severity::Error,
    check: Check::Spec(check),
};

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(cache) = &spec.cache else { return };
    if let (Some(Mode::None), Some(rebuild)) = (cache.mode, &cache.rebuild) {
        findings
            .report_key(
                &RULE,
                at!("cache", "rebuild"),
                format!("there is no cache to rebuild at `{rebuild}`"),
            )
            .label("nothing to rebuild")
            .help("take `rebuild` out, or write `mode = \"inline\"`");
    }
}
