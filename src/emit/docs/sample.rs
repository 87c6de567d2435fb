//! What stands for values that are known only when the pipeline runs: the same everywhere on the page.

use crate::plan::{
    Plan,
    pieces::{Hole, Pieces, spell},
    tags::Tag,
};

/// A commit.
pub(super) const COMMIT: &str = "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18";
/// The number of a pull request.
pub(super) const PULL_REQUEST: &str = "2100";
/// The moment of a build.
pub(super) const TIMESTAMP: &str = "20261008150346";
/// A branch whose name is a tag as it stands.
pub(super) const BRANCH: &str = "TEVA-1296-alert-filters";
/// A branch whose name is none.
pub(super) const SLASHED: &str = "feature/alert-filters";
/// A branch whose name ends like the hash that others get.
pub(super) const HASHED: &str = "revert-a18165a5a6d8ae5b";
/// A branch whose name is reserved for a release.
pub(super) const RESERVED: &str = "v1.2.3";

/// The ID of a state lock.
pub(super) const LOCK: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// `tag` in a build of the branch `branch`.
pub(super) fn tag(plan: &Plan, tag: &Tag, branch: &str) -> String {
    let hole = |hole| match hole {
        Hole::Branch => plan.tags.branches.name(branch),
        Hole::Commit => COMMIT.to_owned(),
        Hole::PullRequest => PULL_REQUEST.to_owned(),
        Hole::Timestamp => TIMESTAMP.to_owned(),
    };
    spell(&tag.pieces, str::to_owned, hole)
}

/// `pieces` for the pull request.
pub(super) fn pieces(pieces: &Pieces) -> String {
    spell(&pieces.pieces, str::to_owned, |_| PULL_REQUEST.to_owned())
}

/// The branch whose builds are deployed first, or are the cache of all others.
pub(super) fn trunk(plan: &Plan) -> &str {
    let first = plan.workflow.branches.first();
    first.map_or("main", |branch| branch.value.as_str())
}
