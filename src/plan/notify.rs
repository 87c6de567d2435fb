//! Plans the notifications about finished runs.

use super::parse::{parse_items, parse_secret};
use crate::{
    lang::expr::SecretName,
    place,
    place::Placed,
    plan::when::When,
    spec::{Spec, notify::RunStatus},
};

/// The notifications about finished runs.
#[derive(Clone, Debug)]
pub struct Notify {
    /// The webhooks.
    pub webhooks: Vec<Webhook>,
    /// The results to report.
    pub on: Vec<Placed<RunStatus>>,
    /// Whether every final job that the event starts succeeded.
    pub reached: When,
}

/// A webhook of a chat service.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The chat service.
    pub service: ChatService,
    /// The secret that holds the URL.
    pub secret: Placed<SecretName>,
}

/// A chat service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatService {
    /// Slack.
    Slack,
    /// Microsoft Teams.
    Teams,
}

impl Notify {
    /// Whether the message must distinguish a success from a run that was cancelled before its final jobs.
    #[must_use]
    pub fn needs_reached_check(&self) -> bool {
        self.reports(RunStatus::Success) && self.reports(RunStatus::Failure)
    }

    /// Whether it reports `status`.
    #[must_use]
    pub fn reports(&self, status: RunStatus) -> bool {
        self.on.iter().any(|on| on.value == status)
    }
}

/// Plans the notifications; `reached` is set once the jobs are known.
pub(super) fn plan_notify(spec: &Spec) -> Option<Notify> {
    let table = spec.notify.as_option()?;
    let webhook = |service, name: &Option<String>, key: &str| {
        Some(Webhook {
            service,
            secret: Placed::new(parse_secret(name.as_deref()?), place!("notify", key)),
        })
    };
    let webhooks = [
        webhook(ChatService::Slack, &table.slack, "slack"),
        webhook(ChatService::Teams, &table.teams, "teams"),
    ];
    let place = place!("notify", "on");
    let on = match &table.on {
        Some(on) => parse_items(on, place, |status| *status),
        None => vec![Placed::new(RunStatus::Failure, place)],
    };
    Some(Notify {
        webhooks: webhooks.into_iter().flatten().collect(),
        on,
        reached: When::Any(Vec::new()),
    })
}
