//! A cache rebuild is scheduled, but there is no cache.
//!
//! ## Why
//! With `mode = "none"`, builds neither read nor write a cache. The rebuild would build the same images on a schedule
//! for nothing.
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

use crate::{rules::prelude::*, spec::cache::Mode};

pub const RULE: Rule = Rule::error("TV0705", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let cache = &spec.cache;
    if let (Some(Mode::None), Some(rebuild)) = (cache.mode, &cache.rebuild) {
        findings
            .report_key(
                place!("cache", "rebuild"),
                format!("there is no cache to rebuild at `{rebuild}`"),
            )
            .label("nothing to rebuild")
            .help("remove `rebuild`, or write `mode = \"inline\"`");
    }
}
