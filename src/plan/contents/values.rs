//! Plan values as the workflow writes them: tags, names with holes, images.

use crate::{
    lang::{
        Text,
        docker::Repository,
        expr::{self, Expr, Part},
    },
    plan::{
        pieces::{Hole, Pieces, spell},
        tags::Tag,
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
    let known = |hole| match hole {
        Hole::Branch => branch(),
        Hole::Commit => commit(),
        Hole::PullRequest => expr::path("github.event.pull_request.number"),
        Hole::Timestamp => unique(),
    };
    let hole = |hole| Part::Expr(known(hole).at(&tag.at));
    spell(&tag.pieces, |text| Part::literal(text), hole)
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

/// A text whose only hole is `number`, that of the pull request.
pub(super) fn pieces(pieces: &Pieces, number: &Text<Expr>) -> Vec<Part> {
    let hole = |_| Part::Expr(number.clone());
    spell(&pieces.pieces, |text| Part::literal(text), hole)
}
