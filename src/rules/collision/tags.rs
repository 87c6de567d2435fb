//! The tags of a spec as sequences of segments, and the description of a collision of two tags.

use std::iter;

use super::{ReservedPrefixes, SegmentKind, TagSegment, find_collision};
use crate::{
    finding::Finding,
    place,
    place::Place,
    plan::{
        branch_names::{BranchNames, SIGNATURE_PREFIXES},
        tags::MAX_TAG_LENGTH,
    },
    spec::{
        Spec,
        tag_templates::TagTemplate,
        tags::{Placeholder, Segment},
    },
};

/// The maximum number of stages that are compared, which no real Dockerfile reaches.
const MAX_STAGES: usize = 200;

/// Sample values for messages: a commit, a pull request, a timestamp.
const SAMPLES: [(SegmentKind, &str); 3] = [
    (
        SegmentKind::Commit,
        "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    ),
    (SegmentKind::PullRequest, "2100"),
    (SegmentKind::Timestamp, "20261008150346"),
];

/// A tag that the pipeline writes.
pub(in crate::rules) struct Tag {
    /// Its template.
    pub(in crate::rules) definition: TagTemplate,
    /// The stage, if this is the cache tag of a stage.
    pub(in crate::rules) stage: Option<String>,
    /// The possible forms of the tag, each a list of segments. A release tag has one form for each branch that is built on push.
    forms: Vec<Vec<TagSegment>>,
}

/// All tags of a spec.
pub(in crate::rules) struct Tags {
    all: Vec<Tag>,
    trunk: String,
    reserved: ReservedPrefixes,
}

impl Tags {
    /// The tags of `spec`, without those that have a finding.
    pub(in crate::rules) fn from_spec(spec: &Spec, found: &[Finding]) -> Self {
        let is_valid = |place: &Place| {
            let mut places = found.iter().filter_map(|finding| finding.location.place());
            places.all(|other| other != place)
        };
        let runtime = spec.stage_names().pop().unwrap_or_default();
        let mut all = Vec::new();
        for definition in spec.tag_templates() {
            if !is_valid(&place!("tags", definition.key)) {
                continue;
            }
            let tag = |name: &str, stage| Tag {
                forms: tag_forms(spec, &definition, name),
                definition: definition.clone(),
                stage,
            };
            if definition.key == "stage" {
                let stages = spec.cached_stages().into_iter();
                let stages = stages
                    .filter(|name| is_valid(&place!("stages", name)))
                    .take(MAX_STAGES);
                all.extend(stages.map(|name| tag(&name, Some(name.clone()))));
            } else {
                all.push(tag(&runtime, None));
            }
        }
        let trunk = spec.trunk();
        let is_plain = trunk.chars().all(|c| c.is_ascii_alphanumeric());
        Self {
            all,
            trunk: if is_plain { trunk } else { "main" }.to_owned(),
            reserved: ReservedPrefixes::new(reserved_prefixes(spec)),
        }
    }

    /// The tags, those of stages first.
    pub(in crate::rules) fn all(&self) -> &[Tag] {
        &self.all
    }

    /// Describes a tag that both `left` and `right` can be, in a sentence; `None` if they never collide.
    pub(in crate::rules) fn describe_collision(&self, left: &Tag, right: &Tag) -> Option<String> {
        if left.is_same_code(right) {
            return None;
        }
        let with_samples = |segments: &[TagSegment], branch: bool, samples: bool| {
            let trunk = Some((SegmentKind::Branch, self.trunk.as_str())).filter(|_| branch);
            let samples = SAMPLES.into_iter().filter(|_| samples);
            let texts: Vec<(SegmentKind, &str)> = samples.chain(trunk).collect();
            let text = |segment: &TagSegment| texts.iter().find(|(kind, _)| *kind == segment.kind);
            let filled = segments.iter().map(|segment| TagSegment {
                kind: segment.kind,
                text: segment
                    .text
                    .clone()
                    .or_else(|| Some(text(segment)?.1.to_owned())),
            });
            filled.collect::<Vec<_>>()
        };
        // Any collision counts; the message prefers one with familiar values: the default branch and one commit.
        let attempts = [
            (true, false, true),
            (false, true, true),
            (false, false, true),
        ];
        let forms = left.forms.iter();
        let mut forms = forms.flat_map(|left| right.forms.iter().map(move |right| (left, right)));
        let found = forms.find_map(|(left, right)| {
            let any = find_collision(left, right, &self.reserved)?;
            let familiar = attempts
                .into_iter()
                .find_map(|(of_left, of_right, samples)| {
                    let (left, right) = (
                        with_samples(left, of_left, samples),
                        with_samples(right, of_right, samples),
                    );
                    find_collision(&left, &right, &self.reserved)
                });
            familiar.or(Some(any))
        })?;
        let is_consistent = |segments: &[TagSegment]| {
            let agree = |one: &TagSegment, other: &TagSegment| {
                one.kind != other.kind || one.text == other.text
            };
            segments.iter().all(|one| {
                one.kind == SegmentKind::Literal || segments.iter().all(|other| agree(one, other))
            })
        };
        (is_consistent(&found.left) && is_consistent(&found.right)).then(|| {
            let (left, right) = (left.describe(&found.left), right.describe(&found.right));
            format!("`{}` can be both {left} and {right}", found.tag)
        })
    }
}

impl Tag {
    /// Whether a tag shared with `other` always has the same branch and commit: both are builds of the same code.
    fn is_same_code(&self, other: &Self) -> bool {
        let segments = self.definition.template.segments();
        let has = |placeholder| segments.contains(&Segment::Placeholder(placeholder));
        let is_shared = (self.definition.key, other.definition.key) == ("release", "review");
        is_shared
            && segments == other.definition.template.segments()
            && has(Placeholder::Branch)
            && has(Placeholder::Sha)
    }

    /// Describes the tag with the texts of `filled`.
    fn describe(&self, filled: &[TagSegment]) -> String {
        let text = |kind| {
            let segment = filled.iter().find(|segment| segment.kind == kind)?;
            segment.text.as_deref()
        };
        let subject = match (&self.stage, self.definition.key) {
            (Some(stage), _) => format!("the cache tag of the stage `{stage}`"),
            (None, "branch") => "the tag".to_owned(),
            (None, key) => format!("the {key} tag"),
        };
        let preposition = if self.definition.key == "branch" {
            "of"
        } else {
            "on"
        };
        let details = [
            text(SegmentKind::PullRequest).map(|number| format!("of pull request {number}")),
            text(SegmentKind::Commit)
                .map(|commit| format!("of commit `{}`", commit.get(..8).unwrap_or(commit))),
            text(SegmentKind::Branch).map(|branch| format!("{preposition} the branch `{branch}`")),
            text(SegmentKind::Timestamp)
                .map(|timestamp| format!("with the timestamp `{timestamp}`")),
        ];
        let words: Vec<String> = [Some(subject)]
            .into_iter()
            .chain(details)
            .flatten()
            .collect();
        words.join(" ")
    }
}

/// The prefixes that no branch name without a hash suffix has: those of the spec's other tags and of signatures.
fn reserved_prefixes(spec: &Spec) -> Vec<String> {
    let signatures = SIGNATURE_PREFIXES.iter().map(|prefix| (*prefix).to_owned());
    spec.reserved_prefixes()
        .into_iter()
        .chain(signatures)
        .collect()
}

/// The possible segments of a tag, where `{stage}` is `stage`.
fn tag_forms(spec: &Spec, definition: &TagTemplate, stage: &str) -> Vec<Vec<TagSegment>> {
    let form = |branch: Option<String>| {
        let convert = |segment: &Segment| {
            let (kind, text) = match segment {
                Segment::Literal(text) => (SegmentKind::Literal, Some(text.clone())),
                Segment::Placeholder(Placeholder::Branch) => (SegmentKind::Branch, branch.clone()),
                Segment::Placeholder(Placeholder::Sha) => (SegmentKind::Commit, None),
                Segment::Placeholder(Placeholder::Pr) => (SegmentKind::PullRequest, None),
                Segment::Placeholder(Placeholder::Timestamp) => (SegmentKind::Timestamp, None),
                Segment::Placeholder(
                    Placeholder::Stage | Placeholder::Environment | Placeholder::Name,
                ) => (SegmentKind::Literal, Some(stage.to_owned())),
            };
            TagSegment { kind, text }
        };
        definition.template.segments().iter().map(convert).collect()
    };
    if definition.key != "release" {
        return vec![form(None)];
    }
    let names = BranchNames {
        max_length: MAX_TAG_LENGTH,
        reserved_prefixes: spec.reserved_prefixes(),
    };
    let branches = spec.branches().iter().map(String::as_str);
    let pushed = iter::once(spec.trunk()).chain(branches);
    let mut forms: Vec<_> = pushed
        .map(|branch| form(Some(names.tag_name(branch))))
        .collect();
    // A template without a branch is the same for all.
    forms.dedup();
    forms
}
