//! Untrusted pull requests, and the conditions that they can meet.

use std::collections::BTreeSet;

use crate::lang::expr::{
    hole::{condition, trees},
    tree::Tree,
    value::Value,
};

/// An untrusted pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// From a fork, by a person.
    Fork,
    /// From this repository, by an App such as Dependabot or Renovate.
    Bot,
    /// From this repository, by a person, with a push by an App.
    PushedByBot,
}

/// The name of the fork, which no condition contains.
const FORK: &str = "a fork/of it";
/// The value of every secret, which no expression contains.
const SECRET: &str = "the value of a secret";
/// The most repository names that a condition is evaluated with.
const MOST_NAMES: usize = 40;

impl Untrusted {
    /// Whether it may meet the condition `text` of a job or a step; true if that is unknown.
    #[must_use]
    pub fn may_meet(self, text: &str) -> bool {
        let Ok(condition) = condition(text) else {
            return true;
        };
        self.comes_to(&condition.tree, &Value::Unknown(None), |value| {
            value.holds() != Some(false)
        })
    }

    /// The secrets that an expression in `text` can evaluate to for it.
    #[must_use]
    pub fn secrets(self, text: &str) -> Vec<String> {
        let secret = Value::Text(SECRET.to_owned());
        let may_be_secret = |tree: &Tree| self.comes_to(tree, &secret, may_contain_secret);
        let trees = trees(text).into_iter();
        trees
            .filter(may_be_secret)
            .flat_map(|tree| tree.secrets())
            .collect()
    }

    /// Whether `tree` can evaluate to a value that `wanted` accepts, in any repository; every secret has the value `secret`.
    fn comes_to(self, tree: &Tree, secret: &Value, wanted: impl Fn(&Value) -> bool) -> bool {
        // The repository is unknown: try every name in the expression.
        let mut repositories = BTreeSet::from(["the/repository"]);
        tree.walk(&mut |tree| {
            if let Tree::Text(text) = tree {
                repositories.insert(text);
            }
        });
        repositories.len() > MOST_NAMES
            || repositories.into_iter().any(|repository| {
                let value = tree.evaluate(&|names| match names {
                    ["secrets", _, ..] => secret.clone(),
                    // A dot in a name is no property.
                    _ if names.iter().any(|name| name.contains('.')) => Value::Unknown(None),
                    _ => self.value(&names.join("."), repository),
                });
                wanted(&value)
            })
    }

    /// The value of the context `name` for a pull request to `repository`.
    fn value(self, name: &str, repository: &str) -> Value {
        let text = |text: &str| Value::Text(text.to_owned());
        match name {
            "github.event_name" => text("pull_request"),
            "github.ref" => text("refs/pull/7/merge"),
            "github.ref_name" => text("7/merge"),
            "github.ref_type" => text("branch"),
            "github.repository"
            | "github.event.repository.full_name"
            | "github.event.pull_request.base.repo.full_name" => text(repository),
            "github.event.pull_request.head.repo.full_name" => match self {
                Self::Fork => text(FORK),
                Self::Bot | Self::PushedByBot => text(repository),
            },
            "github.event.pull_request.head.repo.fork" => match self {
                Self::Fork => Value::Flag(true),
                // The repository itself can be a fork.
                Self::Bot | Self::PushedByBot => Value::Unknown(None),
            },
            "github.event.pull_request.user.type" => match self {
                Self::Fork | Self::PushedByBot => text("User"),
                Self::Bot => text("Bot"),
            },
            "github.event.sender.type" => match self {
                // A person may put a label on it, or open it again.
                Self::Fork | Self::Bot => Value::Unknown(None),
                Self::PushedByBot => text("Bot"),
            },
            "github.event"
            | "github.event.action"
            | "github.event.number"
            | "github.event.pull_request"
            | "github.event.pull_request.head"
            | "github.event.pull_request.head.ref"
            | "github.event.pull_request.head.repo"
            | "github.event.pull_request.head.sha"
            | "github.event.pull_request.number"
            | "github.head_ref"
            | "github.base_ref"
            | "github.actor"
            | "github.sha" => Value::Unknown(Some(true)),
            _ => Value::Unknown(None),
        }
    }
}

/// Whether a secret can be in `value`.
fn may_contain_secret(value: &Value) -> bool {
    match value {
        Value::Text(text) => text.contains(SECRET),
        Value::List(items) | Value::Selection(items) => items.iter().any(may_contain_secret),
        Value::Object(entries) => entries.iter().any(|(_, value)| may_contain_secret(value)),
        // A real secret can be what `fromJSON` parses.
        Value::Unknown(_) | Value::Failed => true,
        Value::Number(_) | Value::Flag(_) | Value::Null => false,
    }
}
