//! Whether two tags can be one, and how: both are read side by side, letter by letter, until both end at once.

mod apart;
mod blame;
mod branch;
mod reader;
pub(in crate::rules) mod tags;

use std::collections::{BTreeSet, HashSet};

pub(in crate::rules) use blame::{blame, remedy};
use reader::{Reader, State};

/// What a part of a tag stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Kind {
    /// Itself.
    Literal,
    /// A branch, as tags name it.
    Branch,
    /// A commit: 40 hexadecimal digits.
    Commit,
    /// The number of a pull request.
    PullRequest,
    /// A moment of this century: 14 digits.
    Moment,
}

/// A part of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Piece {
    /// What it stands for.
    pub(in crate::rules) kind: Kind,
    /// What stands there, if it can be one text only.
    pub(in crate::rules) text: Option<String>,
}

/// How the tags of stages begin, which no branch is called like, and the letters of all that.
pub(in crate::rules) struct Taken {
    beginnings: BTreeSet<String>,
    letters: BTreeSet<char>,
}

impl Taken {
    /// What `beginnings` take.
    pub(in crate::rules) fn new(beginnings: Vec<String>) -> Self {
        Self {
            letters: beginnings.iter().flat_map(|text| text.chars()).collect(),
            beginnings: beginnings.into_iter().collect(),
        }
    }
}

/// A text that two tags can both be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Collision {
    /// The text.
    pub(in crate::rules) tag: String,
    /// What each piece of the one is then.
    pub(in crate::rules) left: Vec<Piece>,
    /// What each piece of the other is.
    pub(in crate::rules) right: Vec<Piece>,
}

/// The shortest text that is both `left` and `right`, if there is one. No branch is called like one of `taken` begins.
pub(in crate::rules) fn collision(
    left: &[Piece],
    right: &[Piece],
    taken: &Taken,
) -> Option<Collision> {
    if apart::are_apart(left, right, &taken.beginnings) {
        return None;
    }
    let beginnings = &taken.beginnings;
    let (left, right) = (
        Reader::new(left, beginnings),
        Reader::new(right, beginnings),
    );
    let alphabet = alphabet(&[&left, &right], &taken.letters);
    let start = (State::default(), State::default());
    let mut seen = HashSet::from([start.clone()]);
    let mut steps = vec![Step {
        pair: start,
        last: None,
    }];
    let mut at = 0;
    while at < steps.len() {
        for c in &alphabet {
            let pair = &steps[at].pair;
            let (lefts, rights) = (left.after(&pair.0, *c), right.after(&pair.1, *c));
            let pairs = lefts
                .iter()
                .flat_map(|left| rights.iter().map(move |right| (left, right)));
            for (to_left, to_right) in pairs {
                let pair = (to_left.clone(), to_right.clone());
                if !seen.insert(pair.clone()) {
                    continue;
                }
                let ends = left.may_end(&pair.0) && right.may_end(&pair.1);
                steps.push(Step {
                    pair,
                    last: Some((at, *c)),
                });
                if ends {
                    return Some(retrace(&steps, &left, &right));
                }
            }
        }
        at += 1;
    }
    None
}

/// Where both readers are, and the step before with the letter that led here.
struct Step {
    pair: (State, State),
    last: Option<(usize, char)>,
}

/// What was read on the way to the last of `steps`.
fn retrace(steps: &[Step], left: &Reader, right: &Reader) -> Collision {
    let mut letters = Vec::new();
    let mut step = steps.last();
    while let Some(Step {
        pair,
        last: Some((before, c)),
    }) = step
    {
        letters.push((pair.0.piece(), pair.1.piece(), *c));
        step = steps.get(*before);
    }
    letters.reverse();
    let of = |piece: usize, side: fn(&(usize, usize, char)) -> usize| {
        let own = letters.iter().filter(|letter| side(letter) == piece);
        own.map(|(_, _, c)| *c).collect()
    };
    Collision {
        tag: letters.iter().map(|(_, _, c)| *c).collect(),
        left: left.filled(|piece| of(piece, |letter| letter.0)),
        right: right.filled(|piece| of(piece, |letter| letter.1)),
    }
}

/// One letter for each that a reader tells from others: all that are written somewhere, and of every other kind one.
fn alphabet(readers: &[&Reader], taken: &BTreeSet<char>) -> Vec<char> {
    let written = readers.iter().flat_map(|reader| reader.letters());
    let mut letters: BTreeSet<char> = written.chain(taken.iter().copied()).collect();
    letters.extend("-.012".chars());
    for kind in ['a'..='f', 'g'..='z'] {
        let other = kind.into_iter().find(|c| !letters.contains(c));
        letters.extend(other);
    }
    letters.into_iter().collect()
}
