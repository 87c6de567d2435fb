//! Conditions in words, from the same [`When`] as the expressions of the workflows.

use super::prelude::*;

use crate::{
    lang::mermaid::{self, Mermaid},
    plan::when::When,
};

/// A part of a phrase.
#[derive(Clone, Debug)]
pub(super) enum Word {
    /// Fixed text.
    Literal(&'static str),
    /// A number.
    Number(u32),
    /// A value of the spec.
    Value(Placed<String>),
}

/// Describes `when`.
pub(super) fn describe(when: &When) -> Vec<Word> {
    let literal = |text| vec![Word::Literal(text)];
    let with = |text, value: &Placed<String>| vec![Word::Literal(text), Word::Value(value.clone())];
    let name = |name: &str| Word::Value(Placed::new(name.to_owned(), Place::root()));
    match when {
        When::Push => literal("a push"),
        When::PullRequest => literal("a pull request"),
        When::Branch(branch) => with("to ", branch),
        When::Label(label) => with("with the label ", label),
        When::Labelled => literal("a label is added"),
        When::LabelAdded(label) => with("the added label is ", label),
        When::SameRepository => literal("not from a fork"),
        When::OpenedByBot => literal("from a bot"),
        When::SentByBot => literal("caused by a bot"),
        When::LabelRemoved(label) => with("it loses the label ", label),
        When::Closed => literal("it is closed"),
        When::StartedManually => literal("a manual run"),
        When::ChosenEnvironment(environment) => {
            vec![Word::Literal("you choose "), name(environment.as_str())]
        }
        When::Failed => literal("a job failed"),
        When::Cancelled => literal("the run was cancelled"),
        When::JobCancelled => literal("a job was cancelled"),
        When::Succeeded(job) => vec![name(job.as_str()), Word::Literal(" succeeded")],
        When::Not(when) => [literal("not "), describe(when)].concat(),
        When::All(terms) => describe_all(&terms.iter().collect::<Vec<_>>()),
        When::Any(terms) => describe_any(terms),
    }
}

/// Describes `when` without the conditions on forks and bots, which the page explains once for all environments.
pub(super) fn describe_briefly(when: &When) -> Vec<Word> {
    let is_trust = |when: &&When| {
        matches!(when, When::SameRepository)
            || matches!(when, When::Not(other) if matches!(**other, When::OpenedByBot | When::SentByBot))
    };
    let When::All(terms) = when else {
        return describe(when);
    };
    let terms = terms.iter().filter(|term| !is_trust(term));
    describe_all(&terms.collect::<Vec<_>>())
}

/// `phrase` on the page.
pub(super) fn markdown(phrase: &[Word]) -> Text<Markdown> {
    let word = |word: &Word| match word {
        Word::Literal(text) => markdown::literal(text),
        Word::Number(number) => markdown::number(*number),
        Word::Value(value) => code(&value.value, &value.place),
    };
    markdown::concat(&phrase.iter().map(word).collect::<Vec<_>>())
}

/// `phrase` in the label of a diagram.
pub(super) fn mermaid(phrase: &[Word]) -> Text<Mermaid> {
    let word = |word: &Word| match word {
        Word::Literal(text) => mermaid::literal(text),
        Word::Number(number) => mermaid::text(&number.to_string()),
        Word::Value(value) => mermaid::text(&value.value).with_place(&value.place),
    };
    mermaid::concat(&phrase.iter().map(word).collect::<Vec<_>>())
}

/// The event comes first, its branch and label follow it, and all other conditions follow after commas.
fn describe_all(terms: &[&When]) -> Vec<Word> {
    let is_event = |when: &&When| {
        matches!(
            when,
            When::Push | When::PullRequest | When::Closed | When::ChosenEnvironment(_)
        )
    };
    let is_detail = |when: &&When| matches!(when, When::Branch(_) | When::Label(_));
    let (events, rest): (Vec<&When>, Vec<&When>) = terms.iter().copied().partition(is_event);
    let (details, rest): (Vec<&When>, Vec<&When>) = rest.into_iter().partition(is_detail);
    let mut words = Vec::new();
    for (index, when) in events.into_iter().chain(details).enumerate() {
        if index > 0 {
            words.push(Word::Literal(" "));
        }
        words.extend(
            if let When::Branch(branch) = when
                && !terms.contains(&&When::Push)
            {
                vec![Word::Literal("on "), Word::Value(branch.clone())]
            } else {
                describe(when)
            },
        );
    }
    for when in rest {
        if !words.is_empty() {
            words.push(Word::Literal(", "));
        }
        words.extend(describe(when));
    }
    words
}

fn describe_any(terms: &[When]) -> Vec<Word> {
    let mut words = Vec::new();
    for (index, when) in terms.iter().enumerate() {
        if index > 0 {
            words.push(Word::Literal(", or "));
        }
        words.extend(describe(when));
    }
    words
}
