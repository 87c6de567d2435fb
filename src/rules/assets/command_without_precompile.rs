//! The assets command is configured but disabled.
//!
//! ## Why
//! With `precompile = false` no command runs, so its variables and secrets are unused. The secrets would still have to
//! exist wherever the image is built.
//!
//! ## Fails
//! ```toml
//! [assets]
//! precompile = false
//! command = "bin/vite build"
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! precompile = false
//! ```
//!
//! ```toml
//! [assets]
//! command = "bin/vite build"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0606", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let assets = &spec.assets;
    if assets.precompile != Some(false) {
        return;
    }
    let keys = [
        // `precompile-without-command` reports an empty command.
        (
            "command",
            assets
                .command
                .as_ref()
                .is_some_and(|command| !command.trim().is_empty()),
        ),
        ("env", assets.env.is_some()),
        ("secrets", !assets.secrets.is_empty()),
    ];
    for (key, _) in keys.iter().filter(|(_, is_set)| *is_set) {
        findings
            .report_key(
                place!("assets", *key),
                format!("`assets.{key}` has no effect with `precompile = false`"),
            )
            .label("not used")
            .help(format!("remove `{key}`, or write `precompile = true`"));
    }
}
