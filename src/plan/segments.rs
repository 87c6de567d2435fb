//! Templates with values that are known only when the pipeline runs: tags, app names, URLs, paths, state keys.

use crate::{
    lang::make,
    place::Place,
    spec::tags::{self, Placeholder, Template},
};

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// A value that is known when the pipeline runs.
    Value(PipelineValue),
}

/// A value that is known only when the pipeline runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PipelineValue {
    /// The branch, as [`BranchNames::tag_name`](super::branch_names::BranchNames::tag_name) writes it.
    Branch,
    /// The commit, 40 hexadecimal digits.
    Commit,
    /// The number of the pull request.
    PullRequest,
    /// The time of the build, in UTC: `20261123210159`.
    Timestamp,
}

/// A template of the spec in which only pipeline values are left to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedTemplate {
    /// The segments.
    pub segments: Vec<Segment>,
    /// The key of the spec that sets it.
    pub place: Place,
}

impl ResolvedTemplate {
    /// Parses `template` and replaces its `{environment}` and `{name}`.
    pub(super) fn new(template: &str, place: Place, environment: &str, name: &[Segment]) -> Self {
        let allowed = [Placeholder::Pr, Placeholder::Environment, Placeholder::Name];
        let template = Template::parse(template, &allowed)
            .expect("unknown-app-placeholder and unknown-path-placeholder rejected it");
        let segments = resolve_template(&template, environment, name);
        Self { segments, place }
    }
}

/// Replaces `{environment}` and `{stage}` in `template` by `own`, and `{name}` by `name`. Adjacent literals are merged.
pub(super) fn resolve_template(template: &Template, own: &str, name: &[Segment]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for segment in template.segments() {
        let replacement = match segment {
            tags::Segment::Literal(text) => vec![Segment::Literal(text.clone())],
            tags::Segment::Placeholder(Placeholder::Branch) => {
                vec![Segment::Value(PipelineValue::Branch)]
            }
            tags::Segment::Placeholder(Placeholder::Sha) => {
                vec![Segment::Value(PipelineValue::Commit)]
            }
            tags::Segment::Placeholder(Placeholder::Pr) => {
                vec![Segment::Value(PipelineValue::PullRequest)]
            }
            tags::Segment::Placeholder(Placeholder::Timestamp) => {
                vec![Segment::Value(PipelineValue::Timestamp)]
            }
            tags::Segment::Placeholder(Placeholder::Stage | Placeholder::Environment) => {
                vec![Segment::Literal(own.to_owned())]
            }
            tags::Segment::Placeholder(Placeholder::Name) => name.to_vec(),
        };
        for segment in replacement {
            match (segments.last_mut(), segment) {
                (Some(Segment::Literal(last)), Segment::Literal(text)) => last.push_str(&text),
                (_, segment) => segments.push(segment),
            }
        }
    }
    segments
}

/// Maps `segments` to another language: literals with `literal`, pipeline values with `value`.
pub fn map_segments<T, U: FromIterator<T>>(
    segments: &[Segment],
    literal: impl Fn(&str) -> T,
    value: impl Fn(PipelineValue) -> T,
) -> U {
    let mapped = segments.iter().map(|segment| match segment {
        Segment::Literal(text) => literal(text),
        Segment::Value(pipeline_value) => value(*pipeline_value),
    });
    mapped.collect()
}

/// Formats `segments` in the syntax of the spec.
#[must_use]
pub fn format_segments(segments: &[Segment]) -> String {
    let value = |value| match value {
        PipelineValue::Branch => "{branch}".to_owned(),
        PipelineValue::Commit => "{sha}".to_owned(),
        PipelineValue::PullRequest => "{pr}".to_owned(),
        PipelineValue::Timestamp => "{timestamp}".to_owned(),
    };
    map_segments(segments, str::to_owned, value)
}

/// Maps `segments` to text and variables of the Makefile.
pub(super) fn to_make(segments: &[Segment]) -> Vec<make::Segment> {
    let variable = |value| {
        make::Segment::Variable(match value {
            PipelineValue::Branch => "BRANCH_TAG",
            PipelineValue::Commit => "COMMIT_SHA",
            PipelineValue::PullRequest => "PR",
            PipelineValue::Timestamp => "TIMESTAMP",
        })
    };
    map_segments(
        segments,
        |text| make::Segment::Literal(text.to_owned()),
        variable,
    )
}
