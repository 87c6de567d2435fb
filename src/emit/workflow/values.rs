//! Plan values as the workflow writes them: tags, names with holes, images.

use crate::{
    lang::{
        Text,
        docker::Repository,
        expr::{self, Expr},
        yaml::Part,
    },
    plan::{
        pieces::{Piece, Pieces},
        tags::{self, Tag},
    },
};

/// What the step `tags` says of the branch.
pub(super) fn branch() -> Text<Expr> {
    expr::path("steps.tags.outputs.branch")
}

/// What the step `tags` says of the commit.
pub(super) fn commit() -> Text<Expr> {
    expr::path("steps.tags.outputs.commit")
}

/// The unique tag that the step `tags` computed.
pub(super) fn unique() -> Text<Expr> {
    expr::path("steps.tags.outputs.tag")
}

/// The number of the pull request.
pub(super) fn pull_request() -> Text<Expr> {
    expr::path("github.event.pull_request.number")
}

/// A cache tag: its only hole is the branch.
pub(super) fn tag(tag: &Tag) -> Vec<Part> {
    let part = |part: &tags::Part| match part {
        tags::Part::Literal(text) => Part::literal(text.clone()),
        tags::Part::Branch => Part::Expr(branch().at(&tag.at)),
        tags::Part::Commit => Part::Expr(commit().at(&tag.at)),
        tags::Part::PullRequest => Part::Expr(pull_request().at(&tag.at)),
        tags::Part::Timestamp => Part::Expr(unique().at(&tag.at)),
    };
    tag.parts.iter().map(part).collect()
}

/// `before` `repository`:`tag` `after`.
pub(super) fn image(
    before: &str,
    repository: &Repository,
    tag: Vec<Part>,
    after: &str,
) -> Vec<Part> {
    let mut parts = vec![Part::literal(format!("{before}{}:", repository.as_str()))];
    parts.extend(tag);
    parts.push(Part::literal(after));
    parts
}

/// A text with holes for the number of the pull request.
pub(super) fn pieces(pieces: &Pieces) -> Vec<Part> {
    let part = |piece: &Piece| match piece {
        Piece::Literal(text) => Part::literal(text.clone()),
        Piece::PullRequest => Part::Expr(pull_request()),
    };
    pieces.pieces.iter().map(part).collect()
}
