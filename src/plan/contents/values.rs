//! Tags, templates and images as parts of workflow values.

use crate::{
    lang::{
        Text,
        docker::ImageRepository,
        expr::{self, Expr, Segment},
    },
    plan::{
        segments::{PipelineValue, ResolvedTemplate, map_segments},
        tags::Tag,
    },
};

/// The branch, from the step `tags`.
pub(super) fn branch_output() -> Text<Expr> {
    expr::context("steps.tags.outputs.branch")
}

/// The commit, from the step `tags`.
pub(super) fn commit_output() -> Text<Expr> {
    expr::context("steps.tags.outputs.commit")
}

/// The unique tag, from the step `tags`.
pub(super) fn unique_tag() -> Text<Expr> {
    expr::context("steps.tags.outputs.tag")
}

/// The branch of the current matrix job.
pub(super) fn matrix_branch() -> Text<Expr> {
    expr::context("matrix.branch")
}

/// A cache tag: its only pipeline value is the branch.
pub(super) fn cache_tag(tag: &Tag) -> Vec<Segment> {
    let expression = |value| match value {
        PipelineValue::Branch => branch_output(),
        PipelineValue::Commit => commit_output(),
        PipelineValue::PullRequest => expr::context("github.event.pull_request.number"),
        PipelineValue::Timestamp => unique_tag(),
    };
    let value = |value| Segment::Expr(expression(value).with_place(&tag.place));
    map_segments(&tag.segments, |text| Segment::literal(text), value)
}

/// Formats an image as `before` `repository`:`tag` `after`.
pub(super) fn image_name(
    before: &str,
    repository: &ImageRepository,
    tag: Vec<Segment>,
    after: &str,
) -> Vec<Segment> {
    let mut parts = vec![Segment::literal(format!(
        "{before}{}:",
        repository.as_str()
    ))];
    parts.extend(tag);
    parts.push(Segment::literal(after));
    parts
}

/// Fills in `template`, whose only pipeline value is the number of the pull request.
pub(super) fn fill_pull_request(template: &ResolvedTemplate, number: &Text<Expr>) -> Vec<Segment> {
    let value = |_| Segment::Expr(number.clone());
    map_segments(&template.segments, |text| Segment::literal(text), value)
}
