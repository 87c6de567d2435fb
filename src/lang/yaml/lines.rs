//! Blocks of lines with their origins.

use super::{Segment, Yaml, block_line, join, literal_block, origins};
use crate::{
    lang::{Cause, Origin, Text},
    place::Place,
};

/// A line of a block, and its places in the spec in addition to the origins of its expressions.
#[derive(Clone, Debug)]
pub struct Line {
    segments: Vec<Segment>,
    places: Vec<Place>,
}

impl From<Vec<Segment>> for Line {
    fn from(segments: Vec<Segment>) -> Self {
        Self {
            segments,
            places: Vec::new(),
        }
    }
}

impl Line {
    /// The segments of the line.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The places of the spec that the line comes from.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Adds `place` to the origins of the line.
    #[must_use]
    pub fn with_place(mut self, place: &Place) -> Self {
        self.places.push(place.clone());
        self
    }
}

/// A block of lines, indented by `indent` spaces: the format of a list in an input of an action.
#[must_use]
pub fn lines<L: Clone + Into<Line>>(indent: usize, lines: &[L]) -> Text<Yaml> {
    let lines: Vec<Line> = lines.iter().cloned().map(Into::into).collect();
    let text: Vec<String> = lines.iter().map(|line| join(&line.segments)).collect();
    let text = literal_block(indent, &text);
    let below = block_line(&text);
    let origins = lines.iter().enumerate().flat_map(|(number, line)| {
        let number = below(number);
        let own = line.places.iter().map(move |place| Origin {
            line: number,
            cause: Cause::Spec(place.clone()),
        });
        own.chain(origins(&line.segments, number))
    });
    Text::traced(text, origins)
}
