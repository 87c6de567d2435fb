//! An ending is listed twice.
//!
//! ## Why
//! A run ends once, and is told once. The one that is there twice may have been meant to be another.
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

use crate::{rules::prelude::*, spec::notify::Ending};

pub const RULE: Rule = Rule::error("TV2103", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(on) = &spec.notify.on else { return };
    for (item, ending) in on.iter().enumerate() {
        if on[..item].contains(ending) {
            let name = match ending {
                Ending::Failure => "failure",
                Ending::Success => "success",
            };
            findings
                .report(
                    at!("notify", "on").item(item),
                    format!("`{name}` is listed twice"),
                )
                .label("again")
                .help("take one of them out");
        }
    }
}
