//! Nothing is ever notified.
//!
//! ## Why
//! `on` lists the endings that are told. An empty list looks like a notification that is set up, and tells of nothing.
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
            .report(at!("notify", "on"), "no ending of a run is told")
            .label("an empty list")
            .help("write `on = [\"failure\"]`, or take `[notify]` out");
    }
}
