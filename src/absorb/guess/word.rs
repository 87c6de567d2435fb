//! A word that another was written in place of: for what the spec has by default, and so does not write.

use super::{said, unquoted};
use crate::{place::Place, source::edit::Change};

/// What each of `places` would be if it were the part of the line that is in `old` and not in `new`.
pub(super) fn guesses(places: &[Place], old: &str, new: &str) -> Vec<Vec<Change>> {
    let mut texts: Vec<String> = Vec::new();
    for (before, after) in replaced(old, new) {
        texts.push(unquoted(after).to_owned());
        texts.push(part(unquoted(before), unquoted(after)).to_owned());
    }
    let pairs = places
        .iter()
        .flat_map(|place| texts.iter().map(move |text| (place, text)));
    let changes = pairs.flat_map(|(place, text)| {
        let said = said(place, text).into_iter();
        said.map(|said| vec![Change::Set(place.clone(), said)])
    });
    changes.collect()
}

/// The words of `old` that are others in `new`; nothing where words came or went.
pub(super) fn replaced<'a>(old: &'a str, new: &'a str) -> Vec<(&'a str, &'a str)> {
    let (old, new) = (words(old), words(new));
    if old.len() != new.len() {
        return Vec::new();
    }
    let pairs = old.into_iter().zip(new);
    pairs.filter(|(old, new)| old != new).collect()
}

/// The words of `line`: what stands in quotes is one.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut quote) = (None, None);
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c.is_whitespace() => words.extend(start.take().map(|start| &line[start..at])),
            None => {
                start.get_or_insert(at);
                if c == '"' || c == '\'' {
                    quote = Some(c);
                }
            }
        }
    }
    words.extend(start.map(|start| &line[start..]));
    words
}

/// The part of `new` that is not in `old`, as far as letters, digits, dots and dashes go that belong to it.
fn part<'a>(old: &str, new: &'a str) -> &'a str {
    let same = |(a, b): &(char, char)| a == b;
    let front = old.chars().zip(new.chars()).take_while(same);
    let front: usize = front.map(|(c, _)| c.len_utf8()).sum();
    let most = (old.len() - front).min(new.len() - front);
    let back = old.chars().rev().zip(new.chars().rev()).take_while(same);
    let mut end = new.len();
    for (c, _) in back {
        if new.len() - end + c.len_utf8() > most {
            break;
        }
        end -= c.len_utf8();
    }
    let belongs = |c: char| c.is_alphanumeric() || c == '.' || c == '-' || c == '_';
    let before = new[..front].trim_end_matches(belongs).len();
    let behind = new[end..].trim_start_matches(belongs).len();
    &new[before..new.len() - behind]
}
