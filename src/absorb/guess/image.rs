//! Guesses a new base image from `FROM ruby:3.4.7-alpine3.22@sha256:…`.

use crate::{
    place,
    place::Place,
    source::{
        Source,
        edit::{Change, NewValue},
    },
};

/// Guesses changes to `[base]` from the line `new`, if the origins `places` of the line include `base.ruby`.
pub(super) fn guesses(source: &Source, places: &[Place], new: &str) -> Vec<Vec<Change>> {
    if !places.contains(&place!("base", "ruby")) {
        return Vec::new();
    }
    let Some(reference) = new.split_whitespace().nth(1) else {
        return Vec::new();
    };
    let (name, digest) = match reference.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (reference, None),
    };
    let tag = name.rsplit_once(':').map(|(_, tag)| tag);
    let Some((ruby, alpine)) = tag.and_then(|tag| tag.split_once("-alpine")) else {
        return Vec::new();
    };
    let alpine = Some(alpine).filter(|alpine| !alpine.is_empty());
    let set =
        |key: &str, text: &str| Change::Set(place!("base", key), NewValue::String(text.to_owned()));
    let mut changes = vec![set("ruby", ruby)];
    for (key, text) in [("alpine", alpine), ("digest", digest)] {
        match text {
            Some(text) => changes.push(set(key, text)),
            None if source.is_set(&place!("base", key)) => {
                changes.push(Change::Remove(place!("base", key)));
            }
            None => {}
        }
    }
    vec![changes]
}
