//! How images are tagged, and how a branch's name becomes part of a tag.

use super::{
    branch_names::{BranchNames, COMMIT_DIGITS, MOMENT_DIGITS},
    pieces::{Hole, Piece, pieces, spell},
    stages::Stage,
};
use crate::{
    at,
    lang::docker::StageName,
    place::{Place, Placed},
    spec::{Spec, environments::TagKind, tags::Template},
};

/// The most characters that a tag has (distribution/reference).
pub const LONGEST: usize = 128;

/// A tag, parts of which are known when the pipeline runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its pieces.
    pub pieces: Vec<Piece>,
    /// Where it comes from.
    pub at: Place,
    /// Where the branch in it comes from, if that is always the same.
    pub branch_at: Option<Place>,
}

impl Tag {
    /// The tag that a build of the branch whose name in tags is `branch`, as `at` says, has.
    #[must_use]
    pub fn of_branch(&self, branch: &str, at: &Place) -> Self {
        let literal = |text: &str| Piece::Literal(text.to_owned());
        let hole = |hole| match hole {
            Hole::Branch => literal(branch),
            Hole::Commit | Hole::PullRequest | Hole::Timestamp => Piece::Hole(hole),
        };
        Self {
            pieces: spell(&self.pieces, literal, hole),
            at: self.at.clone(),
            branch_at: self.has(Hole::Branch).then(|| at.clone()),
        }
    }

    /// Whether it has the hole `hole`.
    #[must_use]
    pub fn has(&self, hole: Hole) -> bool {
        self.pieces.contains(&Piece::Hole(hole))
    }
}

/// The unique tags that may be deployed to an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployable {
    /// Their kinds.
    pub kinds: Vec<Placed<TagKind>>,
    /// An extended regular expression, without anchors, for exactly these tags and no moving tag.
    pub allowed: String,
    /// A regular expression for tags of another kind that `allowed` also matches.
    pub refused: Option<String>,
}

/// How images are tagged.
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
    /// How branches are called in them.
    pub branches: BranchNames,
    /// The template of the cache tag of each other stage.
    stage: Template,
    runtime: String,
}

impl Tags {
    /// The cache tag of the stage `stage`.
    #[must_use]
    pub fn of_stage(&self, stage: &StageName) -> Tag {
        tag(&self.stage, &at!("tags", "stage"), stage.as_str())
    }

    /// The unique tag of the kind `kind`.
    #[must_use]
    pub fn unique(&self, kind: TagKind) -> &Tag {
        match kind {
            TagKind::Release => &self.release,
            TagKind::Review => &self.review,
            TagKind::Local => &self.local,
        }
    }

    /// The tags of the kinds `kinds`; releases are limited to the branches `branches`.
    pub(super) fn deployable(
        &self,
        kinds: Vec<Placed<TagKind>>,
        branches: &[Placed<String>],
    ) -> Deployable {
        let mut allowed: Vec<String> = Vec::new();
        for kind in kinds.iter().map(|kind| kind.value) {
            let patterns = match kind {
                TagKind::Release => branches
                    .iter()
                    .map(|branch| {
                        let name = self.branches.name(&branch.value);
                        pattern(&self.release.of_branch(&name, &branch.at))
                    })
                    .collect(),
                TagKind::Review | TagKind::Local => vec![pattern(self.unique(kind))],
            };
            for pattern in patterns {
                if !allowed.contains(&pattern) {
                    allowed.push(pattern);
                }
            }
        }
        let has = |kind| kinds.iter().any(|known| known.value == kind);
        let begins = |kind, with_branch: bool| {
            let first = self.unique(kind).pieces.first();
            (first == Some(&Piece::Hole(Hole::Branch))) == with_branch
        };
        let any = [TagKind::Review, TagKind::Local];
        let is_open = any.into_iter().any(|kind| has(kind) && begins(kind, true));
        // No branch name starts with this literal, so a tag that does is not the tag of a branch.
        let refused = any
            .into_iter()
            .find(|kind| is_open && !has(*kind) && begins(*kind, false));
        Deployable {
            allowed: allowed.join("|"),
            refused: refused.map(|kind| pattern(self.unique(kind))),
            kinds,
        }
    }

    /// The runtime stage's name.
    #[must_use]
    pub fn runtime(&self) -> &str {
        &self.runtime
    }
}

pub(super) fn tags(spec: &Spec, stages: &[Stage]) -> Tags {
    let runtime = stages
        .last()
        .map(|stage| stage.name.as_str().to_owned())
        .unwrap_or_default();
    let templates = spec.tag_templates();
    let template = |key: &str| {
        let found = templates.iter().find(|template| template.key == key);
        &found.expect("unknown-placeholder refused it").template
    };
    let tag = |key: &str| tag(template(key), &at!("tags", key), &runtime);
    let mut tags = Tags {
        moving: tag("branch"),
        release: tag("release"),
        review: tag("review"),
        local: tag("local"),
        branches: BranchNames {
            room: LONGEST,
            taken: spec.taken_beginnings(),
        },
        stage: template("stage").clone(),
        runtime: runtime.clone(),
    };
    let longest = stages
        .iter()
        .map(|stage| fixed(&tags.of_stage(&stage.name)))
        .max()
        .unwrap_or_default();
    let others = [&tags.moving, &tags.release, &tags.review, &tags.local].map(fixed);
    tags.branches.room = LONGEST - others.into_iter().max().unwrap_or_default().max(longest);
    tags
}

fn tag(template: &Template, at: &Place, stage: &str) -> Tag {
    Tag {
        pieces: pieces(template, stage, &[]),
        at: at.clone(),
        branch_at: None,
    }
}

/// The characters of `tag` beside the branch; none where it has no branch.
fn fixed(tag: &Tag) -> usize {
    let length = |hole| match hole {
        Hole::Branch => 0,
        Hole::Commit => COMMIT_DIGITS,
        Hole::PullRequest => 10,
        Hole::Timestamp => MOMENT_DIGITS,
    };
    let lengths: Vec<usize> = spell(&tag.pieces, str::len, length);
    if tag.has(Hole::Branch) {
        lengths.iter().sum()
    } else {
        0
    }
}

fn pattern(tag: &Tag) -> String {
    let hole = |hole| match hole {
        Hole::Branch => "[A-Za-z0-9_.-]+".to_owned(),
        Hole::Commit => format!("[0-9a-f]{{{COMMIT_DIGITS}}}"),
        Hole::PullRequest => "[0-9]+".to_owned(),
        Hole::Timestamp => format!("[0-9]{{{MOMENT_DIGITS}}}"),
    };
    spell(&tag.pieces, |text| text.replace('.', r"\."), hole)
}
