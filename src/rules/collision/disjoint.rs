//! Proves that two tags never collide by comparing their ends, without reading them character by character.

use std::collections::BTreeSet;

use super::{SegmentKind, TagSegment};

/// Whether the ends of `left` and `right` already show that they never collide.
pub(super) fn are_disjoint(
    left: &[TagSegment],
    right: &[TagSegment],
    reserved: &BTreeSet<String>,
) -> bool {
    let (left, right) = strip_common_end(left, right);
    have_different_starts(left, right)
        || [(left, right), (right, left)]
            .into_iter()
            .any(|(one, other)| {
                is_reserved_branch(one, other, reserved)
                    || never_ends_in_digits(one, other, SegmentKind::Commit, |c| {
                        c.is_ascii_hexdigit()
                    })
                    || never_ends_in_digits(one, other, SegmentKind::Timestamp, |c| {
                        c.is_ascii_digit()
                    })
            })
}

/// `left` and `right` without the segments that end both: commits, timestamps, equal texts.
fn strip_common_end<'a>(
    left: &'a [TagSegment],
    right: &'a [TagSegment],
) -> (&'a [TagSegment], &'a [TagSegment]) {
    match (left.split_last(), right.split_last()) {
        (Some((one, before)), Some((other, ahead)))
            if one.kind == other.kind
                && (matches!(one.kind, SegmentKind::Commit | SegmentKind::Timestamp)
                    || one.text.is_some() && one.text == other.text) =>
        {
            strip_common_end(before, ahead)
        }
        _ => (left, right),
    }
}

/// Whether both begin with fixed texts, neither of which starts with the other, or exactly one of them is empty.
fn have_different_starts(left: &[TagSegment], right: &[TagSegment]) -> bool {
    match (left.first().and_then(text), right.first().and_then(text)) {
        (Some(one), Some(other)) => !one.starts_with(other) && !other.starts_with(one),
        _ => left.is_empty() != right.is_empty(),
    }
}

/// Whether `one` is only a branch name, and `other` begins with a `reserved` prefix, which no branch name has.
fn is_reserved_branch(
    one: &[TagSegment],
    other: &[TagSegment],
    reserved: &BTreeSet<String>,
) -> bool {
    let is_branch =
        matches!(one, [segment] if segment.kind == SegmentKind::Branch && segment.text.is_none());
    let start = other.first().and_then(text).unwrap_or_default();
    is_branch && reserved.iter().any(|prefix| start.starts_with(prefix))
}

/// Whether `one` ends in the digits of `kind` and `other` cannot: `other` is only a branch name, or it ends in a branch
/// name or a shorter number after a text that does not end in a digit.
fn never_ends_in_digits(
    one: &[TagSegment],
    other: &[TagSegment],
    kind: SegmentKind,
    is_digit: fn(char) -> bool,
) -> bool {
    let is_end = |segment: &TagSegment| segment.kind == kind && segment.text.is_none();
    let Some((last, before)) = other.split_last() else {
        return false;
    };
    let is_short = match last.kind {
        SegmentKind::Branch => last.text.is_none(),
        SegmentKind::PullRequest => true,
        SegmentKind::Timestamp => kind == SegmentKind::Commit,
        SegmentKind::Literal | SegmentKind::Commit => false,
    };
    let is_delimited = match before.last() {
        Some(segment) => text(segment).is_some_and(|text| !text.ends_with(is_digit)),
        None => last.kind == SegmentKind::Branch,
    };
    one.last().is_some_and(is_end) && is_short && is_delimited
}

/// The text of `segment`, if only one is possible.
fn text(segment: &TagSegment) -> Option<&str> {
    segment.text.as_deref()
}
