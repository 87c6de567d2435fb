//! No run status sends a notification.
//!
//! ## Why
//! `on` lists the run statuses that send a notification. With an empty list, notifications look configured but are
//! never sent.
//!
//! ## Fails
//! ```toml
//! [notify]
//! slack = "SLACK_WEBHOOK"
//! on = []
//! ```
//!
//! ## Passes
//! ```toml
//! [notify]
//! slack = "SLACK_WEBHOOK"
//! on = ["failure", "success"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV2102", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let on = spec.notify.on.as_ref();
    if on.is_some_and(Vec::is_empty) {
        findings
            .report(
                place!("notify", "on"),
                "`notify.on` is empty, so no notification is sent",
            )
            .label("empty list")
            .help("write `on = [\"failure\"]`, or remove `[notify]`");
    }
}
