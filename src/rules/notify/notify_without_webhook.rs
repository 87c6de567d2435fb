//! A notification has no recipient.
//!
//! ## Why
//! `[notify]` reports the status of a run to a channel, through a webhook whose address is in a secret. Without a
//! webhook there is no recipient, and failures go unnoticed.
//!
//! ## Fails
//! ```toml
//! [notify]
//! on = ["failure"]
//! ```
//!
//! ## Passes
//! ```toml
//! [notify]
//! slack = "SLACK_WEBHOOK"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV2101", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let Some(notify) = spec.notify.as_option() else {
        return;
    };
    if notify.slack.is_none() && notify.teams.is_none() {
        findings
            .report(place!("notify"), "`notify` has neither `slack` nor `teams`")
            .label("no webhook")
            .help("add `slack = \"SLACK_WEBHOOK\"` or `teams = \"TEAMS_WEBHOOK_URL\"`, with the name of the secret that contains the webhook address");
    }
}
