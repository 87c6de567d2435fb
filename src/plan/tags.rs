//! How images are tagged, and how a branch's name becomes part of a tag.

use super::{
    branch_names::{BranchNames, COMMIT_DIGITS, MOMENT_DIGITS},
    stages::Stage,
};
use crate::{
    at,
    lang::docker::StageName,
    source::{Place, Placed},
    spec::{
        Spec,
        environments::TagKind,
        tags::{
            self, DEFAULT_BRANCH, DEFAULT_LOCAL, DEFAULT_RELEASE, DEFAULT_REVIEW, DEFAULT_STAGE,
            PLACEHOLDERS, Placeholder, Template,
        },
    },
};

/// The most characters that a tag has (distribution/reference).
pub const LONGEST: usize = 128;

/// A piece of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Characters of a tag.
    Literal(String),
    /// The branch, as [`BranchNames::name`] writes it.
    Branch,
    /// The commit, 40 hexadecimal digits.
    Commit,
    /// The number of the pull request.
    PullRequest,
    /// The moment of the build, in UTC: `20261123210159`.
    Timestamp,
}

/// A tag, parts of which are known when the pipeline runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its parts.
    pub parts: Vec<Part>,
    /// Where it comes from.
    pub at: Place,
    /// Where the branch in it comes from, if that is always the same.
    pub branch_at: Option<Place>,
}

impl Tag {
    /// The tag that a build of the branch whose name in tags is `branch`, as `at` says, has.
    #[must_use]
    pub fn of_branch(&self, branch: &str, at: &Place) -> Self {
        let parts = self.parts.iter().map(|part| match part {
            Part::Branch => Part::Literal(branch.to_owned()),
            Part::Literal(_) | Part::Commit | Part::PullRequest | Part::Timestamp => part.clone(),
        });
        Self {
            parts: parts.collect(),
            at: self.at.clone(),
            branch_at: self.has(&Part::Branch).then(|| at.clone()),
        }
    }

    /// Whether it has the part `part`.
    #[must_use]
    pub fn has(&self, part: &Part) -> bool {
        self.parts.contains(part)
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
    stage: (Template, Place),
    runtime: String,
}

impl Tags {
    /// The cache tag of the stage `stage`.
    #[must_use]
    pub fn of_stage(&self, stage: &StageName) -> Tag {
        tag(&self.stage.0, &self.stage.1, stage.as_str())
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
            let first = self.unique(kind).parts.first();
            (first == Some(&Part::Branch)) == with_branch
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
    let said = &spec.tags;
    let runtime = stages
        .last()
        .map(|stage| stage.name.as_str().to_owned())
        .unwrap_or_default();
    let read = |template: &Option<String>, default: &str| {
        Template::parse(template.as_deref().unwrap_or(default), PLACEHOLDERS)
            .expect("unknown-placeholder refused it")
    };
    let stage = (read(&said.stage, DEFAULT_STAGE), at!("tags", "stage"));
    let tag =
        |template, default, key: &str| tag(&read(template, default), &at!("tags", key), &runtime);
    let mut tags = Tags {
        moving: tag(&said.branch, DEFAULT_BRANCH, "branch"),
        release: tag(&said.release, DEFAULT_RELEASE, "release"),
        review: tag(&said.review, DEFAULT_REVIEW, "review"),
        local: tag(&said.local, DEFAULT_LOCAL, "local"),
        branches: BranchNames {
            room: LONGEST,
            taken: spec.taken_beginnings(),
        },
        stage,
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
    let part = |part: &tags::Part| match part {
        tags::Part::Literal(text) => Part::Literal(text.clone()),
        tags::Part::Placeholder(Placeholder::Branch) => Part::Branch,
        tags::Part::Placeholder(Placeholder::Sha) => Part::Commit,
        tags::Part::Placeholder(Placeholder::Pr) => Part::PullRequest,
        tags::Part::Placeholder(Placeholder::Timestamp) => Part::Timestamp,
        tags::Part::Placeholder(
            Placeholder::Stage | Placeholder::Environment | Placeholder::Name,
        ) => Part::Literal(stage.to_owned()),
    };
    Tag {
        parts: template.parts().iter().map(part).collect(),
        at: at.clone(),
        branch_at: None,
    }
}

/// The characters of `tag` beside the branch; none where it has no branch.
fn fixed(tag: &Tag) -> usize {
    let length = |part: &Part| match part {
        Part::Literal(text) => text.len(),
        Part::Branch => 0,
        Part::Commit => COMMIT_DIGITS,
        Part::PullRequest => 10,
        Part::Timestamp => MOMENT_DIGITS,
    };
    if tag.has(&Part::Branch) {
        tag.parts.iter().map(length).sum()
    } else {
        0
    }
}

fn pattern(tag: &Tag) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.replace('.', r"\."),
        Part::Branch => "[A-Za-z0-9_.-]+".to_owned(),
        Part::Commit => format!("[0-9a-f]{{{COMMIT_DIGITS}}}"),
        Part::PullRequest => "[0-9]+".to_owned(),
        Part::Timestamp => format!("[0-9]{{{MOMENT_DIGITS}}}"),
    };
    tag.parts.iter().map(part).collect()
}
