//! Text with holes that are filled when the pipeline runs: names of apps, addresses, paths, keys of state.

use crate::{
    source::Place,
    spec::tags::{Part, Placeholder, Template},
};

/// A piece of such a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that mean themselves.
    Literal(String),
    /// The number of the pull request.
    PullRequest,
}

/// A text with holes, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Where the text comes from.
    pub at: Place,
}

impl Pieces {
    /// `template`, its `{pr}` a hole, `{environment}` and `{name}` replaced by those given.
    pub(super) fn new(template: &str, at: Place, environment: &str, name: &[Piece]) -> Self {
        let known = [Placeholder::Pr, Placeholder::Environment, Placeholder::Name];
        let template = Template::parse(template, &known).expect("the placeholder rules refused it");
        let mut pieces: Vec<Piece> = Vec::new();
        for part in template.parts() {
            match part {
                Part::Literal(text) => pieces.push(Piece::Literal(text.clone())),
                Part::Placeholder(Placeholder::Environment) => {
                    pieces.push(Piece::Literal(environment.to_owned()));
                }
                Part::Placeholder(Placeholder::Name) => pieces.extend(name.iter().cloned()),
                Part::Placeholder(_) => pieces.push(Piece::PullRequest),
            }
        }
        Self {
            pieces: joined(pieces),
            at,
        }
    }
}

/// `pieces`, neighbouring literals made one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Literal(last)), Piece::Literal(text)) => last.push_str(&text),
            (_, piece) => out.push(piece),
        }
    }
    out
}
