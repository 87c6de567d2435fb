//! Plans the tags of images.

use super::{
    branch_names::{BranchNames, COMMIT_DIGITS, TIMESTAMP_DIGITS},
    segments::{PipelineValue, Segment, map_segments, resolve_template},
    stages::Stage,
};
use crate::{
    lang::docker::StageName,
    place,
    place::{Place, Placed},
    spec::{Spec, environments::TagKind, tags::Template},
};

/// The maximum length of a tag (distribution/reference).
pub const MAX_TAG_LENGTH: usize = 128;

/// A tag, parts of which are known only when the pipeline runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The segments.
    pub segments: Vec<Segment>,
    /// The key of the spec that sets it.
    pub place: Place,
    /// The key of the spec that sets its branch, if the branch is fixed.
    pub branch_place: Option<Place>,
}

impl Tag {
    /// Replaces the branch in the tag by `branch`, a tag name from the key at `place`.
    #[must_use]
    pub fn for_branch(&self, branch: &str, place: &Place) -> Self {
        let literal = |text: &str| Segment::Literal(text.to_owned());
        let value = |value| match value {
            PipelineValue::Branch => literal(branch),
            PipelineValue::Commit | PipelineValue::PullRequest | PipelineValue::Timestamp => {
                Segment::Value(value)
            }
        };
        Self {
            segments: map_segments(&self.segments, literal, value),
            place: self.place.clone(),
            branch_place: self.contains(PipelineValue::Branch).then(|| place.clone()),
        }
    }

    /// Whether it contains `value`.
    #[must_use]
    pub fn contains(&self, value: PipelineValue) -> bool {
        self.segments.contains(&Segment::Value(value))
    }
}

/// The unique tags that may be deployed to an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployableTags {
    /// The kinds of tags.
    pub kinds: Vec<Placed<TagKind>>,
    /// An unanchored extended regular expression that matches these tags, but no moving tag.
    pub allowed: String,
    /// An extended regular expression for tags to reject: those of another kind that `allowed` also matches.
    pub rejected: Option<String>,
}

/// The tags of images.
#[derive(Clone, Debug)]
pub struct Tags {
    /// The cache tag of the runtime stage; moves with each build.
    pub moving: Tag,
    /// The unique tag of a push build.
    pub release: Tag,
    /// The unique tag of a pull request's build.
    pub review: Tag,
    /// The unique tag of a local build.
    pub local: Tag,
    /// The names of branches in tags.
    pub branches: BranchNames,
    /// The template of the cache tags of all stages except the runtime stage.
    stage: Template,
    runtime: String,
}

impl Tags {
    /// The cache tag of `stage`.
    #[must_use]
    pub fn stage_tag(&self, stage: &StageName) -> Tag {
        tag(&self.stage, &place!("tags", "stage"), stage.as_str())
    }

    /// The unique tag of `kind`.
    #[must_use]
    pub fn unique_tag(&self, kind: TagKind) -> &Tag {
        match kind {
            TagKind::Release => &self.release,
            TagKind::Review => &self.review,
            TagKind::Local => &self.local,
        }
    }

    /// The tags of `kinds`; releases are limited to `branches`.
    pub(super) fn deployable(
        &self,
        kinds: Vec<Placed<TagKind>>,
        branches: &[Placed<String>],
    ) -> DeployableTags {
        let mut allowed: Vec<String> = Vec::new();
        for kind in kinds.iter().map(|kind| kind.value) {
            let patterns = match kind {
                TagKind::Release => branches
                    .iter()
                    .map(|branch| {
                        let name = self.branches.tag_name(&branch.value);
                        tag_pattern(&self.release.for_branch(&name, &branch.place))
                    })
                    .collect(),
                TagKind::Review | TagKind::Local => vec![tag_pattern(self.unique_tag(kind))],
            };
            for pattern in patterns {
                if !allowed.contains(&pattern) {
                    allowed.push(pattern);
                }
            }
        }
        let is_allowed = |kind| kinds.iter().any(|allowed| allowed.value == kind);
        let starts_with_branch = |kind| {
            let first = self.unique_tag(kind).segments.first();
            first == Some(&Segment::Value(PipelineValue::Branch))
        };
        let others = [TagKind::Review, TagKind::Local];
        let allows_any_start = others
            .into_iter()
            .any(|kind| is_allowed(kind) && starts_with_branch(kind));
        // A tag is rejected only if it starts with a literal. No branch name starts with this literal, so tags that
        // start with a branch are not rejected.
        let rejected = others
            .into_iter()
            .find(|kind| allows_any_start && !is_allowed(*kind) && !starts_with_branch(*kind));
        DeployableTags {
            allowed: allowed.join("|"),
            rejected: rejected.map(|kind| tag_pattern(self.unique_tag(kind))),
            kinds,
        }
    }

    /// The runtime stage's name.
    #[must_use]
    pub fn runtime_stage(&self) -> &str {
        &self.runtime
    }
}

pub(super) fn plan_tags(spec: &Spec, stages: &[Stage]) -> Tags {
    let runtime = stages
        .last()
        .map(|stage| stage.name.as_str().to_owned())
        .unwrap_or_default();
    let templates = spec.tag_templates();
    let template = |key: &str| {
        let template = templates.iter().find(|template| template.key == key);
        &template.expect("unknown-placeholder rejected it").template
    };
    let tag = |key: &str| tag(template(key), &place!("tags", key), &runtime);
    let mut tags = Tags {
        moving: tag("branch"),
        release: tag("release"),
        review: tag("review"),
        local: tag("local"),
        branches: BranchNames {
            max_length: MAX_TAG_LENGTH,
            reserved_prefixes: spec.reserved_prefixes(),
        },
        stage: template("stage").clone(),
        runtime: runtime.clone(),
    };
    let longest = stages
        .iter()
        .map(|stage| fixed_length(&tags.stage_tag(&stage.name)))
        .max()
        .unwrap_or_default();
    let others = [&tags.moving, &tags.release, &tags.review, &tags.local].map(fixed_length);
    tags.branches.max_length =
        MAX_TAG_LENGTH - others.into_iter().max().unwrap_or_default().max(longest);
    tags
}

fn tag(template: &Template, place: &Place, stage: &str) -> Tag {
    Tag {
        segments: resolve_template(template, stage, &[]),
        place: place.clone(),
        branch_place: None,
    }
}

/// The length of `tag` without the branch; 0 if it has no branch.
fn fixed_length(tag: &Tag) -> usize {
    let length = |value| match value {
        PipelineValue::Branch => 0,
        PipelineValue::Commit => COMMIT_DIGITS,
        PipelineValue::PullRequest => 10,
        PipelineValue::Timestamp => TIMESTAMP_DIGITS,
    };
    let lengths: Vec<usize> = map_segments(&tag.segments, str::len, length);
    if tag.contains(PipelineValue::Branch) {
        lengths.iter().sum()
    } else {
        0
    }
}

/// An extended regular expression for `tag`.
fn tag_pattern(tag: &Tag) -> String {
    let value = |value| match value {
        PipelineValue::Branch => "[A-Za-z0-9_.-]+".to_owned(),
        PipelineValue::Commit => format!("[0-9a-f]{{{COMMIT_DIGITS}}}"),
        PipelineValue::PullRequest => "[0-9]+".to_owned(),
        PipelineValue::Timestamp => format!("[0-9]{{{TIMESTAMP_DIGITS}}}"),
    };
    map_segments(&tag.segments, |text| text.replace('.', r"\."), value)
}
