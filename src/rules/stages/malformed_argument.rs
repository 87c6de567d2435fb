//! The value of a build argument has a special character.
//!
//! ## Why
//! The value is written into the Dockerfile, the workflow and the Makefile. Only characters that mean the same in all of them
//! are accepted.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! build_args = [{ name = "ASSET_HOST", value = "https://$CDN" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! build_args = [{ name = "ASSET_HOST", value = "https://assets.example.org", default = "none" }]
//! ```

use crate::{rules::prelude::*, spec::stages::BuildArg};

pub const RULE: Rule = Rule::error("TV0365", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        let args = stage.build_args.iter().flatten();
        for (place, arg) in place!("stages", name, "build_args").items(args) {
            let BuildArg::Long(arg) = arg else { continue };
            for (key, value) in [("value", &arg.value), ("default", &arg.default)] {
                let Some(value) = value.as_ref().filter(|value| !is_plain(value)) else {
                    continue;
                };
                findings
                    .report(
                        place.key(key),
                        format!("`{value}` is not a plain value of a build argument"),
                    )
                    .label("invalid value")
                    .help("write letters, digits and `._/:@,%+-`; for other texts, use `env`");
            }
        }
    }
}

/// Whether no output has to escape `value`.
fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._/:@,%+-".contains(c))
}
