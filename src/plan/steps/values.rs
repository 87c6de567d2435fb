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

/// The branch that this run of a job is for.
pub(super) fn branch_of_matrix() -> Text<Expr> {
    expr::path("matrix.branch")
}

/// A cache tag: its only hole is the branch.
pub(super) fn tag(tag: &Tag) -> Vec<Part> {
    let part = |part: &tags::Part| match part {
        tags::Part::Literal(text) => Part::literal(text.clone()),
        tags::Part::Branch => Part::Expr(branch().at(&tag.at)),
        tags::Part::Commit => Part::Expr(commit().at(&tag.at)),
        tags::Part::PullRequest => {
            Part::Expr(expr::path("github.event.pull_request.number").at(&tag.at))
        }
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

/// A text with holes for `number`, that of the pull request.
pub(super) fn pieces(pieces: &Pieces, number: &Text<Expr>) -> Vec<Part> {
    let part = |piece: &Piece| match piece {
        Piece::Literal(text) => Part::literal(text.clone()),
        Piece::PullRequest => Part::Expr(number.clone()),
    };
    pieces.pieces.iter().map(part).collect()
}
