//! Text with holes that are filled when the pipeline runs: tags, names of apps, addresses, paths, keys of state.

use crate::{
    lang::make,
    place::Place,
    spec::tags::{Part, Placeholder, Template},
};

/// A piece of such a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Characters that mean themselves.
    Literal(String),
    /// What is known when the pipeline runs.
    Hole(Hole),
}

/// What is known when the pipeline runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// The branch, as [`BranchNames::name`](super::branch_names::BranchNames::name) writes it.
    Branch,
    /// The commit, 40 hexadecimal digits.
    Commit,
    /// The number of the pull request.
    PullRequest,
    /// The moment of the build, in UTC: `20261123210159`.
    Timestamp,
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
        let template = Template::parse(template, &known)
            .expect("unknown-app-placeholder and unknown-path-placeholder refused it");
        let pieces = pieces(&template, environment, name);
        Self { pieces, at }
    }
}

/// The pieces of `template`: `own` stands for `{environment}` and `{stage}`, `name` for `{name}`. No two literals follow each
/// other.
pub(super) fn pieces(template: &Template, own: &str, name: &[Piece]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for part in template.parts() {
        let next = match part {
            Part::Literal(text) => vec![Piece::Literal(text.clone())],
            Part::Placeholder(Placeholder::Branch) => vec![Piece::Hole(Hole::Branch)],
            Part::Placeholder(Placeholder::Sha) => vec![Piece::Hole(Hole::Commit)],
            Part::Placeholder(Placeholder::Pr) => vec![Piece::Hole(Hole::PullRequest)],
            Part::Placeholder(Placeholder::Timestamp) => vec![Piece::Hole(Hole::Timestamp)],
            Part::Placeholder(Placeholder::Stage | Placeholder::Environment) => {
                vec![Piece::Literal(own.to_owned())]
            }
            Part::Placeholder(Placeholder::Name) => name.to_vec(),
        };
        for piece in next {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Literal(last)), Piece::Literal(text)) => last.push_str(&text),
                (_, piece) => pieces.push(piece),
            }
        }
    }
    pieces
}

/// `pieces` in another language, in which `literal` spells characters and `hole` what is known when the pipeline runs.
pub fn spell<T, U: FromIterator<T>>(
    pieces: &[Piece],
    literal: impl Fn(&str) -> T,
    hole: impl Fn(Hole) -> T,
) -> U {
    let spelled = pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => literal(text),
        Piece::Hole(known) => hole(*known),
    });
    spelled.collect()
}

/// `pieces` as the spec writes them.
#[must_use]
pub fn written(pieces: &[Piece]) -> String {
    let hole = |hole| match hole {
        Hole::Branch => "{branch}".to_owned(),
        Hole::Commit => "{sha}".to_owned(),
        Hole::PullRequest => "{pr}".to_owned(),
        Hole::Timestamp => "{timestamp}".to_owned(),
    };
    spell(pieces, str::to_owned, hole)
}

/// `pieces` as the Makefile writes them, whose variables these are.
pub(super) fn of_make(pieces: &[Piece]) -> Vec<make::Piece> {
    let variable = |hole| {
        make::Piece::Variable(match hole {
            Hole::Branch => "BRANCH_TAG",
            Hole::Commit => "COMMIT_SHA",
            Hole::PullRequest => "PR",
            Hole::Timestamp => "TIMESTAMP",
        })
    };
    spell(
        pieces,
        |text| make::Piece::Literal(text.to_owned()),
        variable,
    )
}
