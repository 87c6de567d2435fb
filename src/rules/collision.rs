//! Finds a text that two tag templates can both produce, by reading both in parallel, character by character.

mod blame;
mod branch;
mod disjoint;
mod reader;
pub(in crate::rules) mod tags;

use std::collections::{BTreeSet, HashSet};

pub(in crate::rules) use blame::{find_culprit, suggest_fix};
use reader::{Reader, State};

/// The kind of value in a segment of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum SegmentKind {
    /// Fixed text.
    Literal,
    /// The name of a branch in tags.
    Branch,
    /// A commit: 40 hexadecimal digits.
    Commit,
    /// The number of a pull request.
    PullRequest,
    /// A timestamp of this century: 14 digits.
    Timestamp,
}

/// A segment of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct TagSegment {
    /// The kind of the segment.
    pub(in crate::rules) kind: SegmentKind,
    /// The text, if only one is possible.
    pub(in crate::rules) text: Option<String>,
}

/// The prefixes that no branch name in a tag has, such as those of stage tags, and their characters.
pub(in crate::rules) struct ReservedPrefixes {
    prefixes: BTreeSet<String>,
    characters: BTreeSet<char>,
}

impl ReservedPrefixes {
    /// The set of `prefixes`.
    pub(in crate::rules) fn new(prefixes: Vec<String>) -> Self {
        Self {
            characters: prefixes.iter().flat_map(|text| text.chars()).collect(),
            prefixes: prefixes.into_iter().collect(),
        }
    }
}

/// A tag that two templates can both produce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Collision {
    /// The tag.
    pub(in crate::rules) tag: String,
    /// The segments of the left template, with their texts in the tag.
    pub(in crate::rules) left: Vec<TagSegment>,
    /// The segments of the right template, with their texts in the tag.
    pub(in crate::rules) right: Vec<TagSegment>,
}

/// Finds the shortest tag that both `left` and `right` can produce. No branch name begins with a `reserved` prefix.
pub(in crate::rules) fn find_collision(
    left: &[TagSegment],
    right: &[TagSegment],
    reserved: &ReservedPrefixes,
) -> Option<Collision> {
    if disjoint::are_disjoint(left, right, &reserved.prefixes) {
        return None;
    }
    let prefixes = &reserved.prefixes;
    let (left, right) = (Reader::new(left, prefixes), Reader::new(right, prefixes));
    let alphabet = collect_alphabet(&[&left, &right], &reserved.characters);
    let start = (State::default(), State::default());
    let mut seen = HashSet::from([start.clone()]);
    let mut steps = vec![Step {
        pair: start,
        last: None,
    }];
    let mut position = 0;
    while position < steps.len() {
        for c in &alphabet {
            let pair = &steps[position].pair;
            let (lefts, rights) = (left.advance(&pair.0, *c), right.advance(&pair.1, *c));
            let pairs = lefts
                .iter()
                .flat_map(|left| rights.iter().map(move |right| (left, right)));
            for (to_left, to_right) in pairs {
                let pair = (to_left.clone(), to_right.clone());
                if !seen.insert(pair.clone()) {
                    continue;
                }
                let ends = left.can_end(&pair.0) && right.can_end(&pair.1);
                steps.push(Step {
                    pair,
                    last: Some((position, *c)),
                });
                if ends {
                    return Some(retrace(&steps, &left, &right));
                }
            }
        }
        position += 1;
    }
    None
}

/// The states of both readers, with the previous step and the character that led here.
struct Step {
    pair: (State, State),
    last: Option<(usize, char)>,
}

/// Reconstructs the tag that leads to the last of `steps`.
fn retrace(steps: &[Step], left: &Reader, right: &Reader) -> Collision {
    let mut characters = Vec::new();
    let mut step = steps.last();
    while let Some(Step {
        pair,
        last: Some((before, c)),
    }) = step
    {
        characters.push((pair.0.segment(), pair.1.segment(), *c));
        step = steps.get(*before);
    }
    characters.reverse();
    let text = |segment: usize, side: fn(&(usize, usize, char)) -> usize| {
        let own = characters
            .iter()
            .filter(|character| side(character) == segment);
        own.map(|(_, _, c)| *c).collect()
    };
    Collision {
        tag: characters.iter().map(|(_, _, c)| *c).collect(),
        left: left.fill(|segment| text(segment, |character| character.0)),
        right: right.fill(|segment| text(segment, |character| character.1)),
    }
}

/// Collects the characters to try: those in the templates or in `reserved`, some digits and separators, and one more
/// letter of each class (hexadecimal or not).
fn collect_alphabet(readers: &[&Reader], reserved: &BTreeSet<char>) -> Vec<char> {
    let literal = readers
        .iter()
        .flat_map(|reader| reader.literal_characters());
    let mut alphabet: BTreeSet<char> = literal.chain(reserved.iter().copied()).collect();
    alphabet.extend("-.012".chars());
    for class in ['a'..='f', 'g'..='z'] {
        let other = class.into_iter().find(|c| !alphabet.contains(c));
        alphabet.extend(other);
    }
    alphabet.into_iter().collect()
}
