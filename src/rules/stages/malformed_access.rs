//! The owner or the mode of copied files is invalid.
//!
//! ## Why
//! Docker rejects a `COPY` whose `--chown` is not a user and a group, or whose `--chmod` is not an octal number.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! copy = ["/app", "/usr/local/bundle/", { from = "builder", path = "/app/bin", to = "/app/bin", mode = "u+x" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! copy = ["/app", "/usr/local/bundle/", { from = "builder", path = "/app/bin", to = "/app/bin", mode = "755", owner = "appuser:appgroup" }]
//! ```

use crate::{rules::prelude::*, spec::stages::is_user_name};

pub const RULE: Rule = Rule::error("TV0363", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        for (place, copy) in place!("stages", name, "copy").items(stage.copy.iter().flatten()) {
            let [owner, mode] = copy.access(&place);
            if let Some(Placed { value, place }) = owner.filter(|owner| !is_owner(owner.value)) {
                findings
                    .report(place, format!("`{value}` is not a valid owner"))
                    .label("invalid owner")
                    .help("write a user and a group, as in `owner = \"appuser:appgroup\"`");
            }
            if let Some(Placed { value, place }) = mode.filter(|mode| !is_mode(mode.value)) {
                findings
                    .report(place, format!("`{value}` is not a valid mode"))
                    .label("invalid mode")
                    .help("write the permissions in octal, as in `mode = \"755\"`");
            }
        }
    }
}

/// Whether `owner` is a user with an optional group, each a name or an ID.
fn is_owner(owner: &str) -> bool {
    let mut parts = owner.splitn(2, ':');
    parts.all(|part| is_user_name(part) || part.parse::<u32>().is_ok())
}

/// Whether `mode` is three or four octal digits.
fn is_mode(mode: &str) -> bool {
    (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
}
