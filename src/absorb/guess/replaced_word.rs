//! Guesses values from a replaced word. This finds values of unset keys, whose defaults are not in the spec.

use super::{typed_values, unquote};
use crate::{place::Place, source::edit::Change};

/// Guesses, for each of `places`, values from the part of `new` that differs from `old`.
pub(super) fn guesses(places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let mut texts: Vec<String> = Vec::new();
    for (before, after) in replaced_words(old, new) {
        texts.push(unquote(after).to_owned());
        texts.push(differing_part(unquote(before), unquote(after)).to_owned());
    }
    let pairs = places
        .iter()
        .flat_map(|place| texts.iter().map(move |text| (place, text)));
    let changes = pairs.flat_map(|(place, text)| {
        let values = typed_values(place, text).into_iter();
        values.map(|value| vec![Change::Set(place.clone(), value)])
    });
    changes.collect()
}

/// The words of `old` that differ in `new`, each with its replacement; empty if the number of words differs.
pub(super) fn replaced_words<'a>(old: &'a str, new: &'a str) -> Vec<(&'a str, &'a str)> {
    let (old, new) = (split_words(old), split_words(new));
    if old.len() != new.len() {
        return Vec::new();
    }
    let pairs = old.into_iter().zip(new);
    pairs.filter(|(old, new)| old != new).collect()
}

/// The words of `line`; quoted text is one word.
fn split_words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quote) = (None, None);
    for (index, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c.is_whitespace() => {
                words.extend(start.take().map(|start| &line[start..index]));
            }
            None => {
                start.get_or_insert(index);
                if c == '"' || c == '\'' {
                    quote = Some(c);
                }
            }
        }
    }
    words.extend(start.map(|start| &line[start..]));
    words
}

/// The part of `new` that differs from `old`, extended to letters, digits, `.`, `-` and `_` around it.
fn differing_part<'a>(old: &str, new: &'a str) -> &'a str {
    let same = |(a, b): &(char, char)| a == b;
    let front = old.chars().zip(new.chars()).take_while(same);
    let front: usize = front.map(|(c, _)| c.len_utf8()).sum();
    let max_back = (old.len() - front).min(new.len() - front);
    let back = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let mut end = new.len();
    for (c, _) in back {
        if new.len() - end + c.len_utf8() > max_back {
            break;
        }
        end -= c.len_utf8();
    }
    let belongs = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
    let before = new[..front].trim_end_matches(belongs).len();
    let after = new[end..].trim_start_matches(belongs).len();
    &new[before..new.len() - after]
}
