//! Conditions, as an `if` has them.

use crate::{
    lang::{
        Text,
        yaml::{self, Yaml},
    },
    plan::{
        steps::condition::{grouped_all, print},
        when::When,
    },
};

/// `when`, as the `if` of what is indented by `indent` spaces: a term a line where it is long.
pub(super) fn condition(indent: usize, when: &When) -> Text<Yaml> {
    match when {
        When::All(all) => yaml::condition(indent, &grouped_all(all)),
        When::Any(any) => yaml::alternatives(indent, &grouped_all(any)),
        When::Push
        | When::PullRequest
        | When::Branch(_)
        | When::Label(_)
        | When::Labelled
        | When::LabelPutOn(_)
        | When::LabelTakenOff(_)
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
        | When::Not(_) => yaml::condition(indent, &[print(when)]),
    }
}
