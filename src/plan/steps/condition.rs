//! Conditions as GitHub's expressions.

use crate::{
    lang::{
        Text,
        expr::{self, Expr},
    },
    plan::when::When,
};

/// `when`, as one expression.
pub(crate) fn print(when: &When) -> Text<Expr> {
    let is = |path: &'static str, value: &str| expr::equal(&expr::path(path), &expr::string(value));
    match when {
        When::Push => is("github.event_name", "push"),
        When::PullRequest => is("github.event_name", "pull_request"),
        When::Branch(branch) => {
            is("github.ref", &format!("refs/heads/{}", branch.value)).at(&branch.at)
        }
        When::Label(label) => {
            let labels = expr::path("github.event.pull_request.labels.*.name");
            expr::contains(&labels, &expr::string(&label.value)).at(&label.at)
        }
        When::Labelled => is("github.event.action", "labeled"),
        When::LabelPutOn(label) => is("github.event.label.name", &label.value).at(&label.at),
        When::LabelTakenOff(label) => expr::and(&[
            is("github.event.action", "unlabeled"),
            is("github.event.label.name", &label.value).at(&label.at),
        ]),
        When::Closed => is("github.event.action", "closed"),
        When::ByHand => is("github.event_name", "workflow_dispatch"),
        When::Chosen(name) => is("inputs.environment", name.as_str()),
        When::Failed => expr::path("failure()"),
        When::Cancelled => expr::path("cancelled()"),
        When::JobCancelled => {
            expr::contains(&expr::path("needs.*.result"), &expr::string("cancelled"))
        }
        When::Succeeded(job) => expr::equal(&expr::result(job), &expr::string("success")),
        When::OwnRepository => {
            let head = expr::path("github.event.pull_request.head.repo.full_name");
            expr::equal(&head, &expr::path("github.repository"))
        }
        When::Bot => is("github.event.pull_request.user.type", "Bot"),
        When::SentByBot => is("github.event.sender.type", "Bot"),
        When::Not(inner) => not(inner),
        When::All(all) => expr::and(&grouped_all(all)),
        When::Any(any) => expr::or(&grouped_all(any)),
    }
}

/// The opposite of `when`, without a `!` where there is a plainer way to say it.
fn not(when: &When) -> Text<Expr> {
    let is_not =
        |path: &'static str, value: &str| expr::unequal(&expr::path(path), &expr::string(value));
    match when {
        When::Push => is_not("github.event_name", "push"),
        When::PullRequest => is_not("github.event_name", "pull_request"),
        When::ByHand => is_not("github.event_name", "workflow_dispatch"),
        When::Labelled => is_not("github.event.action", "labeled"),
        When::Bot => is_not("github.event.pull_request.user.type", "Bot"),
        When::SentByBot => is_not("github.event.sender.type", "Bot"),
        When::Closed => is_not("github.event.action", "closed"),
        When::Failed | When::Cancelled | When::JobCancelled => expr::not(&print(when)),
        When::Branch(_)
        | When::Label(_)
        | When::LabelPutOn(_)
        | When::LabelTakenOff(_)
        | When::Chosen(_)
        | When::Succeeded(_)
        | When::OwnRepository
        | When::Not(_)
        | When::All(_)
        | When::Any(_) => expr::not(&expr::group(&print(when))),
    }
}

pub(crate) fn grouped_all(terms: &[When]) -> Vec<Text<Expr>> {
    terms.iter().map(grouped).collect()
}

/// `when`, in parentheses where it would bind otherwise.
pub(crate) fn grouped(when: &When) -> Text<Expr> {
    let several = match when {
        When::All(several) | When::Any(several) => several.len() > 1,
        // It prints as two terms.
        When::LabelTakenOff(_) => true,
        When::Push
        | When::PullRequest
        | When::Branch(_)
        | When::Label(_)
        | When::Labelled
        | When::LabelPutOn(_)
        | When::Closed
        | When::ByHand
        | When::Chosen(_)
        | When::Failed
        | When::Cancelled
        | When::JobCancelled
        | When::Succeeded(_)
        | When::OwnRepository
        | When::Bot
        | When::SentByBot
        | When::Not(_) => false,
    };
    if several {
        expr::group(&print(when))
    } else {
        print(when)
    }
}
