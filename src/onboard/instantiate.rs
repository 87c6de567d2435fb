//! Creates a spec from a template and answers.

use std::collections::BTreeSet;

use super::answers::Answers;
use crate::{
    place,
    place::{Key, Place},
    source::{
        Source, Value,
        base::{EXTENDS, TEMPLATE},
        edit::{Change, NewValue, edit},
    },
    spec::template::{
        AnswerTarget, NAME, Template,
        answer::Answer,
        item_place,
        text::{Segment, TemplateText},
    },
};

/// Creates the text of a spec from the template `source` and `answers`, with `extends` if it is given. `None` if the template
/// inherits a value that would have to be edited.
pub(super) fn instantiate(
    source: &Source,
    template: &Template,
    answers: &Answers,
    extends: Option<&str>,
) -> Option<String> {
    let mut removed = find_removed(source, template, answers);
    let mut changes = Vec::new();
    for key in answers.keys() {
        for (place, text) in targets(template, key) {
            if removed.iter().any(|removed| removed.contains(&place)) {
                continue;
            }
            match target_edit(template, answers, key, text) {
                Some(TargetEdit::Set(value)) => changes.push(Change::Set(place, value)),
                Some(TargetEdit::Remove) => {
                    removed.insert(place);
                }
                None => {}
            }
        }
    }
    changes.extend(bridge_removed_environments(source, &removed));
    changes.extend(
        extends.map(|path| Change::Set(place!(EXTENDS), NewValue::String(path.to_owned()))),
    );
    removed.insert(place!(TEMPLATE));
    let removed = with_emptied_tables(source, removed);
    let is_removed = |place: &Place| removed.iter().any(|removed| removed.contains(place));
    changes.retain(|change| !is_removed(change.place()));
    let is_outermost = |place: &&Place| {
        removed
            .iter()
            .all(|other| other == *place || !other.contains(place))
    };
    let existing = removed.iter().filter(|place| source.is_set(place));
    changes.extend(existing.filter(is_outermost).cloned().map(Change::Remove));
    edit(source, &changes)
}

/// The places that the answer to `key` is written to.
pub(super) fn target_places(template: &Template, key: &str) -> Vec<Place> {
    let targets = targets(template, key).into_iter();
    targets.map(|(place, _)| place).collect()
}

/// The value at `place` in the new spec: from an answer, or else from the template.
pub(super) fn value_at(
    source: &Source,
    template: &Template,
    answers: &Answers,
    place: &Place,
) -> Option<String> {
    let answered = answers
        .iter()
        .find(|(key, _)| target_places(template, key).contains(place));
    match (answered, source.value(place)) {
        (Some((_, answered)), _) => Some(answered.answer.to_line()),
        (None, Some(Value::String(text))) => Some(text.clone()),
        (None, _) => None,
    }
}

/// The places that the answer to `key` is written to, each with the text to write instead of the answer, if there is one.
fn targets<'a>(template: &'a Template, key: &str) -> Vec<(Place, Option<&'a str>)> {
    let question = template.questions.get(key);
    let own = question.into_iter().flat_map(|question| &question.to);
    let own = own
        .filter_map(|target: &AnswerTarget| Some((Place::parse(target.place()?)?, target.text())));
    let name = (key == NAME).then(|| (place!("service", "name"), None));
    name.into_iter().chain(own).collect()
}

/// The edit of a place that an answer is written to.
enum TargetEdit {
    /// Sets the value.
    Set(NewValue),
    /// Removes the key.
    Remove,
}

/// The edit for the answer to `key`; `None` if an answer in `text` is not known yet.
fn target_edit(
    template: &Template,
    answers: &Answers,
    key: &str,
    text: Option<&str>,
) -> Option<TargetEdit> {
    let answer: &Answer = &answers.get(key)?.answer;
    if answer.is_empty() {
        return Some(TargetEdit::Remove);
    }
    let Some(text) = text else {
        return Some(TargetEdit::Set(answer.to_value()));
    };
    let text = TemplateText::parse(text, &template.keys()).ok()?;
    let texts = text.0.iter().map(|segment| match segment {
        Segment::Literal(text) => Some(text.clone()),
        Segment::Answer(key) => Some(answers.get(key)?.answer.to_line()),
        Segment::Fact(_, fallback) => fallback.clone(),
    });
    let text = texts.collect::<Option<String>>()?;
    Some(TargetEdit::Set(NewValue::String(text)))
}

/// The places that a question's `keep` lists only for answers other than the given one.
fn find_removed(source: &Source, template: &Template, answers: &Answers) -> BTreeSet<Place> {
    let mut removed = BTreeSet::new();
    for (key, question) in &template.questions {
        let Some(answered) = answers.get(key) else {
            continue;
        };
        let keys = answered.answer.keep_keys();
        let (mut kept, mut dropped) = (BTreeSet::new(), BTreeSet::new());
        for (key, places) in &question.keep {
            let places = places
                .iter()
                .filter_map(|place| item_place::find_place(source, place));
            if keys.contains(key) {
                kept.extend(places);
            } else {
                dropped.extend(places);
            }
        }
        removed.extend(dropped.difference(&kept).cloned());
    }
    removed
}

/// Updates the `after` of the remaining environments: replaces each removed environment with the environments that the
/// removed environment waits for.
fn bridge_removed_environments(source: &Source, removed: &BTreeSet<Place>) -> Vec<Change> {
    let Some(Value::Table(environments)) = source.value(&place!("environments")) else {
        return Vec::new();
    };
    let after = |name: &str| -> Vec<String> {
        let Some(Value::Array(items)) = source.value(&place!("environments", name, "after")) else {
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
    let is_removed = |name: &str| removed.contains(&place!("environments", name));
    let mut changes = Vec::new();
    for name in environments.keys().filter(|name| !is_removed(name)) {
        let own = after(name);
        if !own.iter().any(|other| is_removed(other)) {
            continue;
        }
        let (mut kept, mut seen, mut next) = (Vec::new(), BTreeSet::new(), own);
        next.reverse();
        while let Some(other) = next.pop() {
            if !seen.insert(other.clone()) {
                continue;
            }
            if is_removed(&other) {
                next.extend(after(&other).into_iter().rev());
            } else {
                kept.push(other);
            }
        }
        let place = place!("environments", name.as_str(), "after");
        changes.push(if kept.is_empty() {
            Change::Remove(place)
        } else {
            Change::Set(place, NewValue::Strings(kept))
        });
    }
    changes
}

/// Adds to `removed` the tables that would become empty.
fn with_emptied_tables(source: &Source, mut removed: BTreeSet<Place>) -> BTreeSet<Place> {
    loop {
        let parents: BTreeSet<Place> = removed.iter().filter_map(Place::parent).collect();
        let is_empty = |place: &Place| match source.value(place) {
            Some(Value::Table(table)) => {
                !place.keys().is_empty()
                    && table.keys().all(|key| removed.contains(&place.key(key)))
            }
            _ => false,
        };
        let more: Vec<Place> = parents
            .into_iter()
            .filter(|place| !removed.contains(place) && is_empty(place))
            .filter(|place| !matches!(place.keys().last(), Some(Key::Item(_))))
            .collect();
        if more.is_empty() {
            return removed;
        }
        removed.extend(more);
    }
}
