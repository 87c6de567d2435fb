//! Sample values for everything that is known only when the pipeline runs. They are the same everywhere on the page.

use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    plan::{
        Plan,
        environments::Environment,
        segments::{PipelineValue, ResolvedTemplate, map_segments},
        tags::Tag,
    },
    spec::environments::TagKind,
};

/// A commit, abbreviated.
pub(super) const COMMIT: &str = "a18165a…";
/// The shell variable with the full SHA of that commit, in a tag.
pub(super) const SHA: &str = "${SHA}";
/// Sets that variable.
pub(super) const SET_SHA: &str = "SHA=$(git rev-parse a18165a)";
/// The number of a pull request.
pub(super) const PULL_REQUEST: &str = "2100";
/// The time of a build.
pub(super) const TIMESTAMP: &str = "20261008150346";
/// A branch whose name is a valid tag.
pub(super) const BRANCH: &str = "TEVA-1296-alert-filters";
/// A branch whose name is not a valid tag.
pub(super) const SLASHED: &str = "feature/alert-filters";
/// A branch whose name ends in what looks like a hash that tvgen adds to other names.
pub(super) const HASHED: &str = "revert-a18165a5a6d8ae5b";
/// A branch whose name is reserved for a release.
pub(super) const RESERVED: &str = "v1.2.3";

/// The ID of a state lock.
pub(super) const LOCK: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

/// `tag` in a build of the branch `branch`.
pub(super) fn tag(plan: &Plan, tag: &Tag, branch: &str) -> String {
    let value = |value| match value {
        PipelineValue::Branch => plan.tags.branches.tag_name(branch),
        PipelineValue::Commit => COMMIT.to_owned(),
        PipelineValue::PullRequest => PULL_REQUEST.to_owned(),
        PipelineValue::Timestamp => TIMESTAMP.to_owned(),
    };
    map_segments(&tag.segments, str::to_owned, value)
}

/// `tag` in a command, in which the variable `SHA` holds the commit.
pub(super) fn shell_tag(plan: &Plan, tag: &Tag, branch: &str) -> Text<Shell> {
    let literal = |text: &str| shell::Segment::Literal(text.to_owned());
    let value = |value| match value {
        PipelineValue::Branch => literal(&plan.tags.branches.tag_name(branch)),
        PipelineValue::Commit => shell::Segment::Variable("SHA"),
        PipelineValue::PullRequest => literal(PULL_REQUEST),
        PipelineValue::Timestamp => literal(TIMESTAMP),
    };
    let segments: Vec<shell::Segment> = map_segments(&tag.segments, literal, value);
    shell::interpolate(&segments).with_place(&tag.place)
}

/// A tag that `environment` accepts, in a command.
pub(super) fn deployable_tag(plan: &Plan, environment: &Environment) -> Text<Shell> {
    let kind = environment.deployable.kinds.first();
    let kind = kind.map_or(TagKind::Release, |kind| kind.value);
    let branch = match kind {
        TagKind::Release => environment
            .when
            .branch()
            .map(|branch| branch.value.as_str()),
        TagKind::Review | TagKind::Local => Some(BRANCH),
    };
    let branch = branch.unwrap_or_else(|| trunk(plan));
    shell_tag(plan, plan.tags.unique_tag(kind), branch)
}

/// `template`, filled in for the sample pull request.
pub(super) fn fill_pull_request(template: &ResolvedTemplate) -> String {
    map_segments(&template.segments, str::to_owned, |_| {
        PULL_REQUEST.to_owned()
    })
}

/// The branch whose builds are the cache of all other branches.
pub(super) fn trunk(plan: &Plan) -> &str {
    let first = plan.workflow.branches.first();
    first.map_or("main", |branch| branch.value.as_str())
}
