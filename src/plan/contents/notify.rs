//! The steps that tell people how the run ended.

use serde::Serialize;

use super::{Pair, Scalar, Step, StepAction, condition, run::Run, secret::Secret};
use crate::{
    lang::{Text, expr, shell::Shell, template::fill},
    plan::notify::{Notify, Service, Webhook},
    spec::notify::Ending,
};

#[derive(Serialize)]
struct View {
    teams: bool,
    success: bool,
    asks: bool,
}

/// A step for each webhook.
pub(super) fn steps(run: &Run, notify: &Notify) -> Vec<Step> {
    let step = |webhook: &Webhook| {
        let name = match webhook.service {
            Service::Slack => "Tell Slack",
            Service::Teams => "Tell Teams",
        };
        let view = View {
            teams: webhook.service == Service::Teams,
            success: notify.tells(Ending::Success),
            asks: notify.asks_what_was_reached(),
        };
        let script: Text<Shell> = fill(crate::template!("notify.sh.j2"), &view);
        let mut step = Step::run(
            StepAction::Notify,
            name,
            script,
            "People who do not watch the run are told how it ended, with a link to it.",
        );
        step = step.at(&webhook.secret.at);
        let title = &run.plan.service.title;
        step.env = vec![
            Pair::new("TITLE", Scalar::text(&title.value).at(&title.at)),
            Pair::new("JOBS", Scalar::expression(&expr::path("toJSON(needs)"))),
            run.secret(Secret::of_repository(
                "WEBHOOK",
                &webhook.secret.value,
                &webhook.secret.at,
            )),
        ];
        if view.asks {
            let reached = Scalar::expression(&condition::print(&notify.reached));
            step.env.push(Pair::new("REACHED", reached));
        }
        step
    };
    notify.webhooks.iter().map(step).collect()
}
