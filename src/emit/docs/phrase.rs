//! Conditions in words: the third reader of `plan::when`.

use super::prelude::*;

use crate::{
    lang::mermaid::{self, Mermaid},
    plan::when::When,
};

/// A few words.
#[derive(Clone, Debug)]
pub(super) enum Word {
    /// Words of ours.
    Ours(&'static str),
    /// A value.
    Value(Placed<String>),
}

/// What `when` asks for, in words.
pub(super) fn phrase(when: &When) -> Vec<Word> {
    let ours = |text| vec![Word::Ours(text)];
    let with = |text, value: &Placed<String>| vec![Word::Ours(text), Word::Value(value.clone())];
    match when {
        When::Push => ours("a push"),
        When::PullRequest => ours("a pull request"),
        When::Branch(branch) => with("to ", branch),
        When::Label(label) => with("with the label ", label),
        When::Labelled => ours("a label put on"),
        When::LabelPutOn(label) => with("the label put on is ", label),
        When::OwnRepository => ours("not from a fork"),
        When::Bot => ours("by a bot"),
        When::SentByBot => ours("caused by a bot"),
        When::LabelTakenOff(label) => with("it loses the label ", label),
        When::Closed => ours("it is closed"),
        When::ByHand => ours("you start it"),
        When::Chosen(name) => vec![
            Word::Ours("you choose "),
            Word::Value(Placed::new(
                name.as_str().to_owned(),
                crate::place::Place::root(),
            )),
        ],
        When::Failed => ours("something failed"),
        When::Cancelled => ours("the run was cancelled"),
        When::JobCancelled => ours("a job was cancelled"),
        When::Succeeded(job) => vec![
            Word::Value(Placed::new(
                job.as_str().to_owned(),
                crate::place::Place::root(),
            )),
            Word::Ours(" went well"),
        ],
        When::Not(when) => [ours("not "), phrase(when)].concat(),
        When::All(terms) => all(&terms.iter().collect::<Vec<_>>()),
        When::Any(terms) => row(terms, ", or "),
    }
}

/// [`phrase`], without who is trusted: that is the same for all, and told once.
pub(super) fn brief(when: &When) -> Vec<Word> {
    let trust = |when: &&When| {
        matches!(when, When::OwnRepository)
            || matches!(when, When::Not(other) if matches!(**other, When::Bot | When::SentByBot))
    };
    let When::All(terms) = when else {
        return phrase(when);
    };
    all(&terms.iter().filter(|term| !trust(term)).collect::<Vec<_>>())
}

/// `phrase` on the page.
pub(super) fn markdown(phrase: &[Word]) -> Text<Markdown> {
    let word = |word: &Word| match word {
        Word::Ours(text) => markdown::literal(text),
        Word::Value(value) => markdown::cell(&value.value).at(&value.at),
    };
    markdown::concat(&phrase.iter().map(word).collect::<Vec<_>>())
}

/// `phrase` in a label of a diagram.
pub(super) fn mermaid(phrase: &[Word]) -> Text<Mermaid> {
    let word = |word: &Word| match word {
        Word::Ours(text) => mermaid::literal(text),
        Word::Value(value) => mermaid::text(&value.value).at(&value.at),
    };
    mermaid::concat(&phrase.iter().map(word).collect::<Vec<_>>())
}

/// The event itself runs on into what is asked of it; the rest stands behind commas.
fn all(terms: &[&When]) -> Vec<Word> {
    let event = |when: &&When| {
        matches!(
            when,
            When::Push | When::PullRequest | When::Closed | When::Chosen(_)
        )
    };
    let own = |when: &&When| matches!(when, When::Branch(_) | When::Label(_));
    let (events, rest): (Vec<&When>, Vec<&When>) = terms.iter().copied().partition(event);
    let (own, rest): (Vec<&When>, Vec<&When>) = rest.into_iter().partition(own);
    let mut words = Vec::new();
    for (item, when) in events.into_iter().chain(own).enumerate() {
        if item > 0 {
            words.push(Word::Ours(" "));
        }
        words.extend(
            if let When::Branch(branch) = when
                && !terms.contains(&&When::Push)
            {
                vec![Word::Ours("on "), Word::Value(branch.clone())]
            } else {
                phrase(when)
            },
        );
    }
    for when in rest {
        if !words.is_empty() {
            words.push(Word::Ours(", "));
        }
        words.extend(phrase(when));
    }
    words
}

fn row(terms: &[When], between: &'static str) -> Vec<Word> {
    let mut words = Vec::new();
    for (item, when) in terms.iter().enumerate() {
        if item > 0 {
            words.push(Word::Ours(between));
        }
        words.extend(phrase(when));
    }
    words
}
