//! Reads a tag character by character, and tracks the states that its template allows.

use std::collections::BTreeSet;

use super::{SegmentKind, TagSegment, branch::BranchState};

/// A reader of a tag made of segments.
pub(super) struct Reader<'a> {
    segments: &'a [TagSegment],
    /// The text of each segment, if only one is possible.
    texts: Vec<Option<Vec<char>>>,
    reserved: &'a BTreeSet<String>,
}

/// The state of a reader: a position in a segment; no segment is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct State {
    segment: usize,
    progress: Progress,
}

/// How much of a segment was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Progress {
    /// Nothing.
    #[default]
    Nothing,
    /// This number of characters.
    Characters(usize),
    /// The start of a branch name, or all of it.
    Branch(BranchState),
}

impl State {
    /// The index of the segment.
    pub(super) fn segment(&self) -> usize {
        self.segment
    }
}

impl<'a> Reader<'a> {
    /// A reader of `segments`, where no branch name begins with a `reserved` prefix.
    pub(super) fn new(segments: &'a [TagSegment], reserved: &'a BTreeSet<String>) -> Self {
        let texts = segments.iter().map(|segment| segment.text.as_deref());
        Self {
            segments,
            texts: texts.map(|text| Some(text?.chars().collect())).collect(),
            reserved,
        }
    }

    /// All states that `c` can lead to from `state`.
    pub(super) fn advance(&self, state: &State, c: char) -> Vec<State> {
        let same = self.advance_within(state.segment, &state.progress, c);
        let next = if self.is_complete(state) {
            self.advance_within(state.segment + 1, &Progress::Nothing, c)
        } else {
            None
        };
        same.into_iter().chain(next).collect()
    }

    /// Whether the tag can end at `state`.
    pub(super) fn can_end(&self, state: &State) -> bool {
        state.segment + 1 == self.segments.len() && self.is_complete(state)
    }

    /// The characters of the fixed texts.
    pub(super) fn literal_characters(&self) -> impl Iterator<Item = char> {
        self.segments
            .iter()
            .filter_map(|segment| segment.text.as_deref())
            .flat_map(str::chars)
    }

    /// The segments, each with the `text` of its index.
    pub(super) fn fill(&self, text: impl Fn(usize) -> String) -> Vec<TagSegment> {
        let segments = self.segments.iter().enumerate();
        let filled = segments.map(|(index, segment)| TagSegment {
            kind: segment.kind,
            text: Some(text(index)),
        });
        filled.collect()
    }

    /// The state in the segment at index `segment` that `c` leads to after `progress`.
    fn advance_within(&self, segment: usize, progress: &Progress, c: char) -> Option<State> {
        let count = match progress {
            Progress::Nothing | Progress::Branch(_) => 0,
            Progress::Characters(count) => *count,
        };
        let kind = self.segments.get(segment)?.kind;
        let fits = match (&self.texts[segment], kind) {
            (Some(text), _) => text.get(count) == Some(&c),
            (None, SegmentKind::Commit) => count < 40 && matches!(c, '0'..='9' | 'a'..='f'),
            (None, SegmentKind::PullRequest) => {
                count < 10 && c.is_ascii_digit() && (count > 0 || c != '0')
            }
            (None, SegmentKind::Timestamp) => match count {
                0 => c == '2',
                1 => c == '0',
                _ => count < 14 && c.is_ascii_digit(),
            },
            (None, SegmentKind::Branch) => {
                let branch = match progress {
                    Progress::Branch(branch) => branch.clone(),
                    Progress::Nothing | Progress::Characters(_) => BranchState::default(),
                };
                let progress = Progress::Branch(branch.advance(c, self.reserved)?);
                return Some(State { segment, progress });
            }
            (None, SegmentKind::Literal) => false,
        };
        fits.then_some(State {
            segment,
            progress: Progress::Characters(count + 1),
        })
    }

    /// Whether the segment at `state` can end there.
    fn is_complete(&self, state: &State) -> bool {
        let Some(segment) = self.segments.get(state.segment) else {
            return false;
        };
        match (&state.progress, &self.texts[state.segment], segment.kind) {
            (Progress::Branch(branch), _, _) => branch.can_end(),
            (Progress::Characters(count), Some(text), _) => *count == text.len(),
            (Progress::Characters(count), None, SegmentKind::Commit) => *count == 40,
            (Progress::Characters(count), None, SegmentKind::Timestamp) => *count == 14,
            (Progress::Characters(_), None, SegmentKind::PullRequest) => true,
            (Progress::Nothing, _, _)
            | (Progress::Characters(_), None, SegmentKind::Branch | SegmentKind::Literal) => false,
        }
    }
}
