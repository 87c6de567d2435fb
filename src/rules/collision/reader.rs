//! A reader of one tag: where it can be after each letter.

use std::collections::BTreeSet;

use super::{Kind, Piece, branch::Branch};

/// A reader of a tag made of pieces.
pub(super) struct Reader<'a> {
    pieces: &'a [Piece],
    /// What stands in each piece, if it can be one text only.
    texts: Vec<Option<Vec<char>>>,
    taken: &'a BTreeSet<String>,
}

/// Where a reader is: in a piece, none of which is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct State {
    piece: usize,
    read: Read,
}

/// What was read of a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Read {
    /// Nothing.
    #[default]
    Nothing,
    /// So many letters.
    Letters(usize),
    /// A part of a branch's name, or all of it.
    Branch(Branch),
}

impl State {
    /// The piece, by its number.
    pub(super) fn piece(&self) -> usize {
        self.piece
    }
}

impl<'a> Reader<'a> {
    /// A reader of `pieces`, where no branch is called like one of `taken` begins.
    pub(super) fn new(pieces: &'a [Piece], taken: &'a BTreeSet<String>) -> Self {
        let texts = pieces.iter().map(|piece| piece.text.as_deref());
        Self {
            pieces,
            texts: texts.map(|text| Some(text?.chars().collect())).collect(),
            taken,
        }
    }

    /// All places where it can be after `c`, if it was at `state`.
    pub(super) fn after(&self, state: &State, c: char) -> Vec<State> {
        let here = self.within(state.piece, &state.read, c);
        let next = if self.is_whole(state) {
            self.within(state.piece + 1, &Read::Nothing, c)
        } else {
            None
        };
        here.into_iter().chain(next).collect()
    }

    /// Whether the tag can end at `state`.
    pub(super) fn may_end(&self, state: &State) -> bool {
        state.piece + 1 == self.pieces.len() && self.is_whole(state)
    }

    /// The letters that are written in the pieces.
    pub(super) fn letters(&self) -> impl Iterator<Item = char> {
        self.pieces
            .iter()
            .filter_map(|piece| piece.text.as_deref())
            .flat_map(str::chars)
    }

    /// The pieces, each filled with what `text` gives for its number.
    pub(super) fn filled(&self, text: impl Fn(usize) -> String) -> Vec<Piece> {
        let pieces = self.pieces.iter().enumerate();
        let filled = pieces.map(|(number, piece)| Piece {
            kind: piece.kind,
            text: Some(text(number)),
        });
        filled.collect()
    }

    /// Where in the piece `piece` it is after `c`, if `read` was read of it.
    fn within(&self, piece: usize, read: &Read, c: char) -> Option<State> {
        let count = match read {
            Read::Nothing | Read::Branch(_) => 0,
            Read::Letters(count) => *count,
        };
        let kind = self.pieces.get(piece)?.kind;
        let fits = match (&self.texts[piece], kind) {
            (Some(text), _) => text.get(count) == Some(&c),
            (None, Kind::Commit) => count < 40 && matches!(c, '0'..='9' | 'a'..='f'),
            (None, Kind::PullRequest) => {
                count < 10 && c.is_ascii_digit() && (count > 0 || c != '0')
            }
            (None, Kind::Moment) => match count {
                0 => c == '2',
                1 => c == '0',
                _ => count < 14 && c.is_ascii_digit(),
            },
            (None, Kind::Branch) => {
                let branch = match read {
                    Read::Branch(branch) => branch.clone(),
                    Read::Nothing | Read::Letters(_) => Branch::default(),
                };
                let read = Read::Branch(branch.after(c, self.taken)?);
                return Some(State { piece, read });
            }
            (None, Kind::Literal) => false,
        };
        fits.then_some(State {
            piece,
            read: Read::Letters(count + 1),
        })
    }

    /// Whether the piece at `state` can end there.
    fn is_whole(&self, state: &State) -> bool {
        let Some(piece) = self.pieces.get(state.piece) else {
            return false;
        };
        match (&state.read, &self.texts[state.piece], piece.kind) {
            (Read::Branch(branch), _, _) => branch.may_end(),
            (Read::Letters(count), Some(text), _) => *count == text.len(),
            (Read::Letters(count), None, Kind::Commit) => *count == 40,
            (Read::Letters(count), None, Kind::Moment) => *count == 14,
            (Read::Letters(_), None, Kind::PullRequest) => true,
            (Read::Nothing, _, _) | (Read::Letters(_), None, Kind::Branch | Kind::Literal) => false,
        }
    }
}
