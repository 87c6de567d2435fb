//! A notification goes to nobody.
//!
//! ## Why
//! `[notify]` tells a channel how a run ended, through a webhook that a secret holds. Without one there is nobody to
//! tell, and a failure goes unnoticed by those who count on it.
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
            .report(at!("notify"), "`notify` tells nobody")
            .label("no webhook")
            .help("add `slack = \"SLACK_WEBHOOK\"` or `teams = \"TEAMS_WEBHOOK_URL\"`, the secret that holds the webhook");
    }
}
