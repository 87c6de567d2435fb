//! Who is told how a run ended.

use super::said::{items, secret};
use crate::{
    at,
    lang::expr::SecretName,
    place::Placed,
    plan::when::When,
    spec::{Spec, notify::Ending},
};

/// Who is told how a run ended.
#[derive(Clone, Debug)]
pub struct Notify {
    /// Where they are told, with the secrets that hold the addresses.
    pub webhooks: Vec<Webhook>,
    /// What is told.
    pub on: Vec<Placed<Ending>>,
    /// Whether every final job that the event requires succeeded.
    pub reached: When,
}

/// Where people are told.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// What reads the message.
    pub service: Service,
    /// The secret that holds the address.
    pub secret: Placed<SecretName>,
}

/// What reads a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Slack.
    Slack,
    /// Microsoft Teams.
    Teams,
}

impl Notify {
    /// Whether the message must distinguish a success from a run that was cancelled before its final jobs.
    #[must_use]
    pub fn asks_what_was_reached(&self) -> bool {
        self.tells(Ending::Success) && self.tells(Ending::Failure)
    }

    /// Whether it tells of `ending`.
    #[must_use]
    pub fn tells(&self, ending: Ending) -> bool {
        self.on.iter().any(|on| on.value == ending)
    }
}

/// The notifications; `reached` is set once the jobs are known.
pub(super) fn notify(spec: &Spec) -> Option<Notify> {
    let said = spec.notify.as_option()?;
    let webhook = |service, name: &Option<String>, key: &str| {
        Some(Webhook {
            service,
            secret: Placed::new(secret(name.as_deref()?), at!("notify", key)),
        })
    };
    let webhooks = [
        webhook(Service::Slack, &said.slack, "slack"),
        webhook(Service::Teams, &said.teams, "teams"),
    ];
    let at = at!("notify", "on");
    let on = match &said.on {
        Some(on) => items(on, at, |ending| *ending),
        None => vec![Placed::new(Ending::Failure, at)],
    };
    Some(Notify {
        webhooks: webhooks.into_iter().flatten().collect(),
        on,
        reached: When::Any(Vec::new()),
    })
}
