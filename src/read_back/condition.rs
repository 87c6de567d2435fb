//! Conditions of the plan, as trees of an expression.

use super::expression::Tree;
use crate::plan::when::When;

/// `when`, as the expression that it should be.
pub(super) fn tree(when: &When) -> Tree {
    match when {
        When::Push => Tree::is("github.event_name", "push"),
        When::PullRequest => Tree::is("github.event_name", "pull_request"),
        When::Branch(branch) => Tree::is("github.ref", &format!("refs/heads/{}", branch.value)),
        When::Label(label) => Tree::Call(
            "contains".to_owned(),
            vec![
                Tree::name("github.event.pull_request.labels.*.name"),
                Tree::Text(label.value.clone()),
            ],
        ),
        When::Labelled => Tree::is("github.event.action", "labeled"),
        When::LabelPutOn(label) => Tree::is("github.event.label.name", &label.value),
        When::OwnRepository => Tree::same(
            Tree::name("github.event.pull_request.head.repo.full_name"),
            Tree::name("github.repository"),
        ),
        When::Bot => Tree::is("github.event.pull_request.user.type", "Bot"),
        When::SentByBot => Tree::is("github.event.sender.type", "Bot"),
        When::LabelTakenOff(label) => Tree::all(vec![
            Tree::is("github.event.action", "unlabeled"),
            Tree::is("github.event.label.name", &label.value),
        ]),
        When::Closed => Tree::is("github.event.action", "closed"),
        When::ByHand => Tree::is("github.event_name", "workflow_dispatch"),
        When::Chosen(name) => Tree::is("inputs.environment", name.as_str()),
        When::Failed => Tree::Call("failure".to_owned(), Vec::new()),
        When::Cancelled => Tree::Call("cancelled".to_owned(), Vec::new()),
        When::JobCancelled => Tree::Call(
            "contains".to_owned(),
            vec![
                Tree::name("needs.*.result"),
                Tree::Text("cancelled".to_owned()),
            ],
        ),
        When::Succeeded(job) => Tree::is(&format!("needs.{}.result", job.as_str()), "success"),
        When::Not(inner) => Tree::opposite(tree(inner)),
        When::All(all) => Tree::all(all.iter().map(tree).collect()),
        When::Any(any) => Tree::any(any.iter().map(tree).collect()),
    }
}
