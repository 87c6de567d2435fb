//! The spec that is made of a template by answers.

use std::collections::BTreeSet;

use super::answers::Answers;
use crate::{
    at,
    place::{Key, Place},
    source::{
        Source, Value,
        base::{EXTENDS, TEMPLATE},
        edit::{Change, Said, edit},
    },
    spec::template::{
        Goal, NAME, Template,
        answer::Answer,
        kept,
        text::{Part, Text},
    },
};

/// The text of the spec that is made of `source` by `answers`, which builds on `extends` if that is said; `None` where the
/// template has no such place in its own file.
pub(super) fn made(
    source: &Source,
    template: &Template,
    answers: &Answers,
    extends: Option<&str>,
) -> Option<String> {
    let mut gone = removed(source, template, answers);
    let mut changes = Vec::new();
    for key in answers.keys() {
        for (place, text) in goals(template, key) {
            if gone.iter().any(|gone| gone.holds(&place)) {
                continue;
            }
            match said(template, answers, key, text) {
                Some(Wanted::Said(said)) => changes.push(Change::Set(place, said)),
                Some(Wanted::Nothing) => {
                    gone.insert(place);
                }
                None => {}
            }
        }
    }
    changes.extend(mended(source, &gone));
    changes.extend(extends.map(|path| Change::Set(at!(EXTENDS), Said::String(path.to_owned()))));
    gone.insert(at!(TEMPLATE));
    let gone = whole(source, gone);
    let inside = |place: &Place| gone.iter().any(|gone| gone.holds(place));
    changes.retain(|change| !inside(change.place()));
    let is_outer = |place: &&Place| {
        gone.iter()
            .all(|other| other == *place || !other.holds(place))
    };
    let written = gone.iter().filter(|place| source.is_written(place));
    changes.extend(written.filter(is_outer).cloned().map(Change::Remove));
    edit(source, &changes)
}

/// The places that the answer to `key` goes to.
pub(super) fn places(template: &Template, key: &str) -> Vec<Place> {
    let goals = goals(template, key).into_iter();
    goals.map(|(place, _)| place).collect()
}

/// What a made spec says at `place`: an answer, or else the template.
pub(super) fn said_at(
    source: &Source,
    template: &Template,
    answers: &Answers,
    place: &Place,
) -> Option<String> {
    let answered = answers
        .iter()
        .find(|(key, _)| places(template, key).contains(place));
    match (answered, source.value(place)) {
        (Some((_, answered)), _) => Some(answered.answer.line()),
        (None, Some(Value::String(text))) => Some(text.clone()),
        (None, _) => None,
    }
}

/// The places that the answer to `key` goes to, each with the text that it gets where that is not the answer itself.
fn goals<'a>(template: &'a Template, key: &str) -> Vec<(Place, Option<&'a str>)> {
    let question = template.questions.get(key);
    let own = question.into_iter().flat_map(|question| &question.to);
    let own = own.filter_map(|goal: &Goal| Some((Place::parse(goal.at()?)?, goal.text())));
    let name = (key == NAME).then(|| (at!("service", "name"), None));
    name.into_iter().chain(own).collect()
}

/// What becomes of a place.
enum Wanted {
    /// It says this.
    Said(Said),
    /// It goes.
    Nothing,
}

/// What a place gets by the answer to `key`; `None` where an answer that stands in its text is not there yet.
fn said(template: &Template, answers: &Answers, key: &str, text: Option<&str>) -> Option<Wanted> {
    let answer: &Answer = &answers.get(key)?.answer;
    if answer.is_empty() {
        return Some(Wanted::Nothing);
    }
    let Some(text) = text else {
        return Some(Wanted::Said(answer.said()));
    };
    let text = Text::parse(text, &template.keys()).ok()?;
    let parts = text.0.iter().map(|part| match part {
        Part::Literal(text) => Some(text.clone()),
        Part::Answer(key) => Some(answers.get(key)?.answer.line()),
        Part::Fact(_, otherwise) => otherwise.clone(),
    });
    let text = parts.collect::<Option<String>>()?;
    Some(Wanted::Said(Said::String(text)))
}

/// What no answer keeps.
fn removed(source: &Source, template: &Template, answers: &Answers) -> BTreeSet<Place> {
    let mut removed = BTreeSet::new();
    for (key, question) in &template.questions {
        let Some(answered) = answers.get(key) else {
            continue;
        };
        let words = answered.answer.words();
        let (mut stays, mut goes) = (BTreeSet::new(), BTreeSet::new());
        for (word, places) in &question.keep {
            let places = places.iter().filter_map(|place| kept::find(source, place));
            if words.contains(word) {
                stays.extend(places);
            } else {
                goes.extend(places);
            }
        }
        removed.extend(goes.difference(&stays).cloned());
    }
    removed
}

/// What mends the `after` of environments that stay, where one of `gone` is named: those come instead that it came after.
fn mended(source: &Source, gone: &BTreeSet<Place>) -> Vec<Change> {
    let Some(Value::Table(environments)) = source.value(&at!("environments")) else {
        return Vec::new();
    };
    let after = |name: &str| -> Vec<String> {
        let Some(Value::Array(items)) = source.value(&at!("environments", name, "after")) else {
            return Vec::new();
        };
        let names = items.iter().filter_map(|item| {
            let Value::String(name) = &item.value else {
                return None;
            };
            Some(name.clone())
        });
        names.collect()
    };
    let is_gone = |name: &str| gone.contains(&at!("environments", name));
    let mut changes = Vec::new();
    for name in environments.keys().filter(|name| !is_gone(name)) {
        let own = after(name);
        if !own.iter().any(|other| is_gone(other)) {
            continue;
        }
        let (mut kept, mut seen, mut next) = (Vec::new(), BTreeSet::new(), own);
        next.reverse();
        while let Some(other) = next.pop() {
            if !seen.insert(other.clone()) {
                continue;
            }
            if is_gone(&other) {
                next.extend(after(&other).into_iter().rev());
            } else {
                kept.push(other);
            }
        }
        let place = at!("environments", name.as_str(), "after");
        changes.push(if kept.is_empty() {
            Change::Remove(place)
        } else {
            Change::Set(place, Said::Strings(kept))
        });
    }
    changes
}

/// `gone`, with each table that has nothing left.
fn whole(source: &Source, mut gone: BTreeSet<Place>) -> BTreeSet<Place> {
    loop {
        let parents: BTreeSet<Place> = gone.iter().filter_map(Place::parent).collect();
        let is_empty = |place: &Place| match source.value(place) {
            Some(Value::Table(table)) => {
                !place.keys().is_empty() && table.keys().all(|key| gone.contains(&place.key(key)))
            }
            _ => false,
        };
        let more: Vec<Place> = parents
            .into_iter()
            .filter(|place| !gone.contains(place) && is_empty(place))
            .filter(|place| !matches!(place.keys().last(), Some(Key::Item(_))))
            .collect();
        if more.is_empty() {
            return gone;
        }
        gone.extend(more);
    }
}
