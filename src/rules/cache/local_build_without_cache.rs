//! Local builds cannot read the cache.
//!
//! ## Why
//! `mode = "gha"` stores caches on GitHub, where only workflows can read them. `make build-local-image` then builds
//! every step from scratch; caches in a registry serve both.
//!
//! ## Fails
//! ```toml
//! [cache]
//! mode = "gha"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! mode = "registry"
//! ```
//!
//! ```toml
//! [cache]
//! mode = "gha"
//!
//! [outputs]
//! makefile = false
//! ```

use crate::{rules::prelude::*, spec::cache::Mode};

pub const RULE: Rule = Rule::warning("TV0706", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let mode = spec.cache.mode;
    let has_makefile = spec
        .output_paths()
        .iter()
        .any(|(key, _)| *key == "makefile");
    if mode == Some(Mode::Gha) && has_makefile {
        findings
            .report(
                place!("cache", "mode"),
                "the Makefile cannot read the `gha` cache",
            )
            .label("only for workflows")
            .help("write `mode = \"registry\"`, or allow `local-build-without-cache` in `[lints]`");
    }
}
