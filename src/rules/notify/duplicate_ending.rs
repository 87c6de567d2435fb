//! A run status is listed twice.
//!
//! ## Why
//! Each run ends with one status and sends one notification. The duplicate may have been meant to be the other status.
//!
//! ## Fails
//! ```toml
//! [notify]
//! slack = "SLACK_WEBHOOK"
//! on = ["failure", "failure"]
//! ```
//!
//! ## Passes
//! ```toml
//! [notify]
//! slack = "SLACK_WEBHOOK"
//! on = ["failure", "success"]
//! ```

use crate::{rules::prelude::*, spec::notify::RunStatus};

pub const RULE: Rule = Rule::error("TV2103", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(on) = &spec.notify.on else { return };
    for (item, status) in on.iter().enumerate() {
        if on[..item].contains(status) {
            let name = match status {
                RunStatus::Failure => "failure",
                RunStatus::Success => "success",
            };
            findings
                .report(
                    place!("notify", "on").item(item),
                    format!("`{name}` is listed twice"),
                )
                .label("duplicate")
                .help("remove one of them");
        }
    }
}
