//! The assets command is described and switched off.
//!
//! ## Why
//! With `precompile = false` no command runs, and so neither its variables nor its secrets are used. The secrets
//! would still have to exist wherever the image is built.
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
    let written = [
        // Of an empty command, precompile-without-command speaks.
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
    for (key, _) in written.iter().filter(|(_, written)| *written) {
        findings
            .report_key(
                at!("assets", *key),
                format!("`assets.{key}` does nothing with `precompile = false`"),
            )
            .label("used by no command")
            .help(format!("take out `{key}`, or write `precompile = true`"));
    }
}
