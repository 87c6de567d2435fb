//! The steps that report the result of the run.

use serde::Serialize;

use super::{
    Pair, Scalar, Step, StepAction, condition, job_context::JobContext, secret::StepSecret,
};
use crate::{
    lang::{Text, expr, shell::Shell, template::fill},
    plan::notify::{ChatService, Notify, Webhook},
    spec::notify::RunStatus,
};

#[derive(Serialize)]
struct View {
    teams: bool,
    success: bool,
    checks_reached: bool,
}

/// A step for each webhook.
pub(super) fn steps(context: &JobContext, notify: &Notify) -> Vec<Step> {
    let step = |webhook: &Webhook| {
        let name = match webhook.service {
            ChatService::Slack => "Notify Slack",
            ChatService::Teams => "Notify Teams",
        };
        let view = View {
            teams: webhook.service == ChatService::Teams,
            success: notify.reports(RunStatus::Success),
            checks_reached: notify.needs_reached_check(),
        };
        let script: Text<Shell> = fill(crate::template!("notify.sh.j2"), &view);
        let mut step = Step::run(
            StepAction::Notify,
            name,
            script,
            "People who do not watch the run get its result and a link to it.",
        );
        step = step.with_place(&webhook.secret.place);
        let title = &context.plan.service.title;
        step.env = vec![
            Pair::new("TITLE", Scalar::text(&title.value).with_place(&title.place)),
            Pair::new("JOBS", Scalar::expression(&expr::context("toJSON(needs)"))),
            context.secret_pair(StepSecret::from_repository(
                "WEBHOOK",
                &webhook.secret.value,
                &webhook.secret.place,
            )),
        ];
        if view.checks_reached {
            let reached = Scalar::expression(&condition::print(&notify.reached));
            step.env.push(Pair::new("REACHED", reached));
        }
        step
    };
    notify.webhooks.iter().map(step).collect()
}
