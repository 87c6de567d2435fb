//! `[tags]`: how images are tagged.

pub mod fault;

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;
use fault::Fault;

/// The cache tag of each stage but the runtime one, where none is given.
pub const DEFAULT_STAGE: &str = "{stage}-{branch}";
/// The cache tag of the runtime stage, where none is given.
pub const DEFAULT_BRANCH: &str = "{branch}";
/// The unique tag of a push build, where none is given.
pub const DEFAULT_RELEASE: &str = "{sha}";
/// The unique tag of a pull request's build, where none is given.
pub const DEFAULT_REVIEW: &str = "review-pr-{pr}-{sha}";
/// The unique tag of a local build, where none is given.
pub const DEFAULT_LOCAL: &str = "dev-{sha}-{timestamp}";

/// The placeholders that a tag can have.
pub const PLACEHOLDERS: &[Placeholder] = &[
    Placeholder::Branch,
    Placeholder::Stage,
    Placeholder::Sha,
    Placeholder::Pr,
    Placeholder::Timestamp,
];

/// How images are tagged: templates of literal text and `{branch}`, `{stage}`, `{sha}`, `{pr}`, `{timestamp}`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// The cache tag of each stage but the runtime one: `builder-main`; by default `{stage}-{branch}`.
    #[schemars(extend("default" = DEFAULT_STAGE, "pattern" = pattern::TAG))]
    pub stage: Option<String>,
    /// The cache tag of the runtime stage, which moves with each build and is never deployed; by default `{branch}`.
    #[schemars(extend("default" = DEFAULT_BRANCH, "pattern" = pattern::TAG))]
    pub branch: Option<String>,
    /// The unique tag of the build of a push, which is deployed; by default `{sha}`.
    #[schemars(extend("default" = DEFAULT_RELEASE, "pattern" = pattern::TAG))]
    pub release: Option<String>,
    /// The unique tag of the build of a pull request; by default `review-pr-{pr}-{sha}`.
    #[schemars(extend("default" = DEFAULT_REVIEW, "pattern" = pattern::TAG))]
    pub review: Option<String>,
    /// The unique tag of a local build, `make build-local-image`; by default `dev-{sha}-{timestamp}`.
    #[schemars(extend("default" = DEFAULT_LOCAL, "pattern" = pattern::TAG))]
    pub local: Option<String>,
}

impl Tags {
    /// Lets the template `key` say `text`.
    pub fn set(&mut self, key: &str, text: &str) {
        let said = match key {
            "stage" => &mut self.stage,
            "branch" => &mut self.branch,
            "release" => &mut self.release,
            "review" => &mut self.review,
            "local" => &mut self.local,
            _ => return,
        };
        *said = Some(text.to_owned());
    }

    /// Each template by its key, if it is written, with its default.
    pub(super) fn all(&self) -> [(&'static str, Option<&str>, &'static str); 5] {
        [
            ("stage", self.stage.as_deref(), DEFAULT_STAGE),
            ("branch", self.branch.as_deref(), DEFAULT_BRANCH),
            ("release", self.release.as_deref(), DEFAULT_RELEASE),
            ("review", self.review.as_deref(), DEFAULT_REVIEW),
            ("local", self.local.as_deref(), DEFAULT_LOCAL),
        ]
    }

    /// The templates that are written, by their keys, each with its default.
    #[must_use]
    pub fn written(&self) -> Vec<(&'static str, &str, &'static str)> {
        let all = self.all().into_iter();
        all.filter_map(|(key, text, default)| Some((key, text?, default)))
            .collect()
    }

    /// The templates that are written and well formed, by their keys.
    #[must_use]
    pub fn templates(&self) -> Vec<(&'static str, &str, Template)> {
        let written = self
            .written()
            .into_iter()
            .filter(|(_, text, _)| !text.is_empty());
        written
            .filter_map(|(key, text, _)| {
                Some((key, text, Template::parse(text, PLACEHOLDERS).ok()?))
            })
            .collect()
    }
}

/// Text in which placeholders stand for what is known later: `{stage}-{branch}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

/// A part of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that stands for itself.
    Literal(String),
    /// What stands for something else.
    Placeholder(Placeholder),
}

/// What stands for something else in a [`Template`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `{branch}`: the branch, as a tag can hold it.
    Branch,
    /// `{stage}`: the stage.
    Stage,
    /// `{sha}`: the commit.
    Sha,
    /// `{pr}`: the number of the pull request.
    Pr,
    /// `{timestamp}`: the moment of the build.
    Timestamp,
    /// `{environment}`: the name of the environment's table.
    Environment,
    /// `{name}`: the app's name.
    Name,
}

impl Placeholder {
    /// What stands between its braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Branch => "branch",
            Self::Stage => "stage",
            Self::Sha => "sha",
            Self::Pr => "pr",
            Self::Timestamp => "timestamp",
            Self::Environment => "environment",
            Self::Name => "name",
        }
    }

    /// `text` without it, and without the dash that joined it.
    #[must_use]
    pub fn removed_from(self, text: &str) -> String {
        let name = self.name();
        text.replace(&format!("-{{{name}}}"), "")
            .replace(&format!("{{{name}}}-"), "")
            .replace(&format!("{{{name}}}"), "")
    }
}

impl Template {
    /// Reads `text`, in which the placeholders `known` can stand.
    ///
    /// # Errors
    /// All that is wrong with its placeholders.
    pub fn parse(text: &str, known: &[Placeholder]) -> Result<Self, Vec<Fault>> {
        let (template, faults) = Self::read(text, known);
        if faults.is_empty() {
            Ok(template)
        } else {
            Err(faults)
        }
    }

    /// What can be read of `text`, and what is wrong with its placeholders, each fault once.
    #[must_use]
    pub fn read(text: &str, known: &[Placeholder]) -> (Self, Vec<Fault>) {
        let (mut parts, mut literal, mut faults) = (Vec::new(), String::new(), Vec::new());
        let mut rest = text;
        while let Some((before, brace, after)) = split_brace(rest) {
            literal.push_str(before);
            let inside = after.split(['{', '}']).next().unwrap_or_default();
            let closed = after
                .strip_prefix(inside)
                .and_then(|after| after.strip_prefix('}'));
            let found = known
                .iter()
                .find(|placeholder| placeholder.name() == inside);
            rest = match (brace, closed, found) {
                ('{', Some(next), Some(placeholder)) => {
                    parts.extend(
                        Some(Part::Literal(std::mem::take(&mut literal)))
                            .filter(|part| !part.is_empty()),
                    );
                    parts.push(Part::Placeholder(*placeholder));
                    next
                }
                ('{', Some(next), None) => {
                    faults.push(Fault::Unknown(inside.to_owned()));
                    next
                }
                ('{', None, _) => {
                    faults.push(Fault::Unclosed(inside.to_owned()));
                    after
                }
                _ => {
                    faults.push(Fault::Unopened);
                    after
                }
            };
        }
        literal.push_str(rest);
        parts.extend(Some(Part::Literal(literal)).filter(|part| !part.is_empty()));
        let mut each: Vec<Fault> = Vec::new();
        for fault in faults {
            if !each.contains(&fault) {
                each.push(fault);
            }
        }
        (Self(parts), each)
    }

    /// Its parts, in order; no two literals follow each other.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether `placeholder` stands in it.
    #[must_use]
    pub fn has(&self, placeholder: Placeholder) -> bool {
        self.0.contains(&Part::Placeholder(placeholder))
    }

    /// The text, each placeholder replaced by what `value` gives for it.
    #[must_use]
    pub fn fill(&self, value: impl Fn(Placeholder) -> String) -> String {
        let texts = self.0.iter().map(|part| match part {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(placeholder) => value(*placeholder),
        });
        texts.collect()
    }
}

impl Part {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Literal(text) if text.is_empty())
    }
}

/// What is before the first brace of `text`, the brace, and what is after it.
fn split_brace(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['{', '}'])?;
    let (before, from) = text.split_at(at);
    let mut characters = from.chars();
    let brace = characters.next()?;
    Some((before, brace, characters.as_str()))
}
