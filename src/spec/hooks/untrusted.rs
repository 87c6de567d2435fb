//! Evaluates conditions and expressions for untrusted pull requests.

use std::collections::BTreeSet;

use crate::lang::expr::{
    embedded::{parse_condition, parse_trees},
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
    /// From this repository, by a person, with the last push by an App.
    PushedByBot,
}

/// The name of the fork; no condition contains it.
const FORK: &str = "a fork/of it";
/// The value of all secrets; no expression contains it.
const SECRET: &str = "the value of a secret";
/// The maximum number of repository names that a condition is evaluated with.
const MAX_NAMES: usize = 40;

impl Untrusted {
    /// Whether it can satisfy the condition `text` of a job or a step; true if unknown.
    #[must_use]
    pub fn can_satisfy(self, text: &str) -> bool {
        let Ok(condition) = parse_condition(text) else {
            return true;
        };
        self.can_evaluate_to(&condition.tree, &Value::Unknown(None), |value| {
            value.is_truthy() != Some(false)
        })
    }

    /// Finds the secrets that an expression in `text` can evaluate to.
    #[must_use]
    pub fn find_secrets(self, text: &str) -> Vec<String> {
        let secret = Value::Text(SECRET.to_owned());
        let may_be_secret = |tree: &Tree| self.can_evaluate_to(tree, &secret, may_contain_secret);
        let trees = parse_trees(text).into_iter();
        trees
            .filter(may_be_secret)
            .flat_map(|tree| tree.secrets())
            .collect()
    }

    /// Whether `tree` can evaluate to a value that `accepts` returns true for, in any repository; all secrets have the value
    /// `secret`.
    fn can_evaluate_to(
        self,
        tree: &Tree,
        secret: &Value,
        accepts: impl Fn(&Value) -> bool,
    ) -> bool {
        // The repository is unknown: try every name in the expression.
        let mut repositories = BTreeSet::from(["the/repository"]);
        tree.walk(&mut |tree| {
            if let Tree::Text(text) = tree {
                repositories.insert(text);
            }
        });
        repositories.len() > MAX_NAMES
            || repositories.into_iter().any(|repository| {
                let value = tree.evaluate(&|names| match names {
                    ["secrets", _, ..] => secret.clone(),
                    // A dot inside a name does not separate properties.
                    _ if names.iter().any(|name| name.contains('.')) => Value::Unknown(None),
                    _ => self.value(&names.join("."), repository),
                });
                accepts(&value)
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
                Self::Fork => Value::Boolean(true),
                // The repository itself can be a fork.
                Self::Bot | Self::PushedByBot => Value::Unknown(None),
            },
            "github.event.pull_request.user.type" => match self {
                Self::Fork | Self::PushedByBot => text("User"),
                Self::Bot => text("Bot"),
            },
            "github.event.sender.type" => match self {
                // A person can label or reopen the pull request.
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
        // `fromJSON` could parse a real secret.
        Value::Unknown(_) | Value::Failed => true,
        Value::Number(_) | Value::Boolean(_) | Value::Null => false,
    }
}
