//! The tags of a spec, as readers read them, and how a tag that is two at once is told.

use std::iter;

use super::{Kind, Piece, Taken, collision};
use crate::{
    at,
    finding::Finding,
    place::Place,
    plan::{
        branch_names::{BranchNames, RESERVED_PREFIXES},
        tags::LONGEST,
    },
    spec::{
        Spec,
        tag_templates::TagTemplate,
        tags::{Part, Placeholder},
    },
};

/// How many stages are compared: a Dockerfile of more has other worries.
const MOST_STAGES: usize = 200;

/// What is written where any will do: a commit, a pull request, a moment.
const SAMPLES: [(Kind, &str); 3] = [
    (Kind::Commit, "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18"),
    (Kind::PullRequest, "2100"),
    (Kind::Moment, "20261008150346"),
];

/// A tag that the pipeline writes.
pub(in crate::rules) struct Tag {
    /// Its template.
    pub(in crate::rules) said: TagTemplate,
    /// The stage that has it, if it is the cache tag of one.
    pub(in crate::rules) stage: Option<String>,
    /// What it can be made of: of a release, a form for each branch that is built when it is pushed.
    forms: Vec<Vec<Piece>>,
}

/// All tags of a spec.
pub(in crate::rules) struct Tags {
    all: Vec<Tag>,
    trunk: String,
    taken: Taken,
}

impl Tags {
    /// The tags of `spec`, but for those that something was found wrong with.
    pub(in crate::rules) fn of(spec: &Spec, found: &[Finding]) -> Self {
        let is_sound = |at: &Place| {
            let mut places = found.iter().filter_map(|finding| finding.at.place());
            places.all(|place| place != at)
        };
        let runtime = spec.stage_names().pop().unwrap_or_default();
        let mut all = Vec::new();
        for said in spec.tag_templates() {
            if !is_sound(&at!("tags", said.key)) {
                continue;
            }
            let tag = |name: &str, stage| Tag {
                forms: forms(spec, &said, name),
                said: said.clone(),
                stage,
            };
            if said.key == "stage" {
                let stages = spec.cached_stages().into_iter();
                let stages = stages
                    .filter(|name| is_sound(&at!("stages", name)))
                    .take(MOST_STAGES);
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
            taken: Taken::new(taken_by_all(spec)),
        }
    }

    /// The tags, those of stages first.
    pub(in crate::rules) fn all(&self) -> &[Tag] {
        &self.all
    }

    /// A text that both `left` and `right` can be, and what it is then, in a sentence; `None` if there is none.
    pub(in crate::rules) fn clash(&self, left: &Tag, right: &Tag) -> Option<String> {
        if left.is_same_code(right) {
            return None;
        }
        let known = |pieces: &[Piece], branch: bool, samples: bool| {
            let trunk = Some((Kind::Branch, self.trunk.as_str())).filter(|_| branch);
            let samples = SAMPLES.into_iter().filter(|_| samples);
            let texts: Vec<(Kind, &str)> = samples.chain(trunk).collect();
            let text = |piece: &Piece| texts.iter().find(|(kind, _)| *kind == piece.kind);
            let known = pieces.iter().map(|piece| Piece {
                kind: piece.kind,
                text: piece
                    .text
                    .clone()
                    .or_else(|| Some(text(piece)?.1.to_owned())),
            });
            known.collect::<Vec<_>>()
        };
        // Whether there is one at all; then, to show it, what everybody knows: the trunk, and one commit.
        let tries = [
            (true, false, true),
            (false, true, true),
            (false, false, true),
        ];
        let forms = left.forms.iter();
        let mut forms = forms.flat_map(|left| right.forms.iter().map(move |right| (left, right)));
        let found = forms.find_map(|(left, right)| {
            let any = collision(left, right, &self.taken)?;
            let nicest = tries.into_iter().find_map(|(of_left, of_right, samples)| {
                let (left, right) = (
                    known(left, of_left, samples),
                    known(right, of_right, samples),
                );
                collision(&left, &right, &self.taken)
            });
            nicest.or(Some(any))
        })?;
        let is_one = |pieces: &[Piece]| {
            let same =
                |one: &Piece, other: &Piece| one.kind != other.kind || one.text == other.text;
            pieces
                .iter()
                .all(|one| one.kind == Kind::Literal || pieces.iter().all(|other| same(one, other)))
        };
        (is_one(&found.left) && is_one(&found.right)).then(|| {
            let (left, right) = (left.told(&found.left), right.told(&found.right));
            format!("`{}` can be both {left} and {right}", found.tag)
        })
    }
}

impl Tag {
    /// Whether it and `other` name one branch and one commit where they are one tag: two builds of the same code.
    fn is_same_code(&self, other: &Self) -> bool {
        let parts = self.said.template.parts();
        let has = |placeholder| parts.contains(&Part::Placeholder(placeholder));
        let is_shared = (self.said.key, other.said.key) == ("release", "review");
        is_shared
            && parts == other.said.template.parts()
            && has(Placeholder::Branch)
            && has(Placeholder::Sha)
    }

    /// What it is, where its pieces are `filled`.
    fn told(&self, filled: &[Piece]) -> String {
        let text = |kind| {
            let piece = filled.iter().find(|piece| piece.kind == kind)?;
            piece.text.as_deref()
        };
        let what = match (&self.stage, self.said.key) {
            (Some(stage), _) => format!("the cache tag of the stage `{stage}`"),
            (None, "branch") => "the tag".to_owned(),
            (None, key) => format!("the {key} tag"),
        };
        let joint = if self.said.key == "branch" {
            "of"
        } else {
            "on"
        };
        let details = [
            text(Kind::PullRequest).map(|number| format!("of the pull request {number}")),
            text(Kind::Commit)
                .map(|commit| format!("of the commit `{}`", commit.get(..8).unwrap_or(commit))),
            text(Kind::Branch).map(|branch| format!("{joint} the branch `{branch}`")),
            text(Kind::Moment).map(|moment| format!("of the moment `{moment}`")),
        ];
        let words: Vec<String> = [Some(what)].into_iter().chain(details).flatten().collect();
        words.join(" ")
    }
}

/// The prefixes that no branch name without a hash suffix has: those of the spec's other tags, and the reserved ones.
fn taken_by_all(spec: &Spec) -> Vec<String> {
    let reserved = RESERVED_PREFIXES.iter().map(|prefix| (*prefix).to_owned());
    spec.taken_beginnings()
        .into_iter()
        .chain(reserved)
        .collect()
}

/// What a tag can be made of, where `{stage}` is `stage`.
fn forms(spec: &Spec, said: &TagTemplate, stage: &str) -> Vec<Vec<Piece>> {
    let form = |branch: Option<String>| {
        let piece = |part: &Part| {
            let (kind, text) = match part {
                Part::Literal(text) => (Kind::Literal, Some(text.clone())),
                Part::Placeholder(Placeholder::Branch) => (Kind::Branch, branch.clone()),
                Part::Placeholder(Placeholder::Sha) => (Kind::Commit, None),
                Part::Placeholder(Placeholder::Pr) => (Kind::PullRequest, None),
                Part::Placeholder(Placeholder::Timestamp) => (Kind::Moment, None),
                Part::Placeholder(
                    Placeholder::Stage | Placeholder::Environment | Placeholder::Name,
                ) => (Kind::Literal, Some(stage.to_owned())),
            };
            Piece { kind, text }
        };
        said.template.parts().iter().map(piece).collect()
    };
    if said.key != "release" {
        return vec![form(None)];
    }
    let names = BranchNames {
        room: LONGEST,
        taken: spec.taken_beginnings(),
    };
    let branches = spec.branches().iter().map(String::as_str);
    let pushed = iter::once(spec.trunk()).chain(branches);
    let mut forms: Vec<_> = pushed
        .map(|branch| form(Some(names.name(branch))))
        .collect();
    // Without a branch in it, it is the same for all.
    forms.dedup();
    forms
}
