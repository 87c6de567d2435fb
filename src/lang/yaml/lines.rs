//! Blocks of lines, each of which knows where it came from.

use super::{Part, Yaml, below_first, joined, literal_block, origins};
use crate::{
    lang::{Cause, Origin, Text},
    place::Place,
};

/// A line of a block, and what made it beside the expressions in it.
#[derive(Clone, Debug)]
pub struct Line {
    parts: Vec<Part>,
    at: Vec<Place>,
}

impl From<Vec<Part>> for Line {
    fn from(parts: Vec<Part>) -> Self {
        Self {
            parts,
            at: Vec::new(),
        }
    }
}

impl Line {
    /// What it says.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The keys of the spec behind it.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.at
    }

    /// The same, from the key at `place`.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.at.push(place.clone());
        self
    }
}

/// A block of lines, the block indented by `indent` spaces: what an input of an action that takes a list wants.
#[must_use]
pub fn lines<L: Clone + Into<Line>>(indent: usize, lines: &[L]) -> Text<Yaml> {
    let lines: Vec<Line> = lines.iter().cloned().map(Into::into).collect();
    let text: Vec<String> = lines.iter().map(|line| joined(&line.parts)).collect();
    let text = literal_block(indent, &text);
    let below = below_first(&text);
    let origins = lines.iter().enumerate().flat_map(|(number, line)| {
        let number = below(number);
        let own = line.at.iter().map(move |place| Origin {
            line: number,
            cause: Cause::Spec(place.clone()),
        });
        own.chain(origins(&line.parts, number))
    });
    Text::traced(text, origins)
}
