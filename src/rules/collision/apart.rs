//! Reasons why two tags are never one that need no reading letter by letter.

use std::collections::BTreeSet;

use super::{Kind, Piece};

/// Whether a look at their ends tells that `left` and `right` are never one.
pub(super) fn are_apart(left: &[Piece], right: &[Piece], taken: &BTreeSet<String>) -> bool {
    let (left, right) = without_same_ends(left, right);
    heads_differ(left, right)
        || [(left, right), (right, left)]
            .into_iter()
            .any(|(one, other)| {
                is_taken(one, other, taken)
                    || ends_in_no_digits(one, other, Kind::Commit, |c| c.is_ascii_hexdigit())
                    || ends_in_no_digits(one, other, Kind::Moment, |c| c.is_ascii_digit())
            })
}

/// Both, without what has the same length at the end of both: a commit, a moment, the same text.
fn without_same_ends<'a>(left: &'a [Piece], right: &'a [Piece]) -> (&'a [Piece], &'a [Piece]) {
    match (left.split_last(), right.split_last()) {
        (Some((one, before)), Some((other, ahead)))
            if one.kind == other.kind
                && (matches!(one.kind, Kind::Commit | Kind::Moment)
                    || one.text.is_some() && one.text == other.text) =>
        {
            without_same_ends(before, ahead)
        }
        _ => (left, right),
    }
}

/// Whether both begin with texts that differ before one of them ends.
fn heads_differ(left: &[Piece], right: &[Piece]) -> bool {
    match (left.first().and_then(text), right.first().and_then(text)) {
        (Some(one), Some(other)) => !one.starts_with(other) && !other.starts_with(one),
        _ => left.is_empty() != right.is_empty(),
    }
}

/// Whether `one` is a branch's name alone, and `other` begins as no branch may be called.
fn is_taken(one: &[Piece], other: &[Piece], taken: &BTreeSet<String>) -> bool {
    let is_branch = matches!(one, [piece] if piece.kind == Kind::Branch && piece.text.is_none());
    let head = other.first().and_then(text).unwrap_or_default();
    is_branch && taken.iter().any(|taken| head.starts_with(taken))
}

/// Whether `one` ends in the digits of `kind`, and the end of `other` never is all digits of that kind: it is a branch's
/// name, which never ends so, or something shorter, behind a letter that is none.
fn ends_in_no_digits(
    one: &[Piece],
    other: &[Piece],
    kind: Kind,
    is_digit: fn(char) -> bool,
) -> bool {
    let is_end = |piece: &Piece| piece.kind == kind && piece.text.is_none();
    let Some((last, before)) = other.split_last() else {
        return false;
    };
    let is_short = match last.kind {
        Kind::Branch => last.text.is_none(),
        Kind::PullRequest => true,
        Kind::Moment => kind == Kind::Commit,
        Kind::Literal | Kind::Commit => false,
    };
    let stops = match before.last() {
        Some(piece) => text(piece).is_some_and(|text| !text.ends_with(is_digit)),
        None => last.kind == Kind::Branch,
    };
    one.last().is_some_and(is_end) && is_short && stops
}

/// What stands there, if it can be one text only.
fn text(piece: &Piece) -> Option<&str> {
    piece.text.as_deref()
}
