//! `[tags]`: how images are tagged.

pub mod placeholder_error;

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;
use placeholder_error::PlaceholderError;

/// The default cache tag of all stages except the runtime stage.
pub const DEFAULT_STAGE: &str = "{stage}-{branch}";
/// The default cache tag of the runtime stage.
pub const DEFAULT_BRANCH: &str = "{branch}";
/// The default unique tag of a push build.
pub const DEFAULT_RELEASE: &str = "{sha}";
/// The default unique tag of a pull request build.
pub const DEFAULT_REVIEW: &str = "review-pr-{pr}-{sha}";
/// The default unique tag of a local build.
pub const DEFAULT_LOCAL: &str = "dev-{sha}-{timestamp}";

/// The placeholders that tags support.
pub const PLACEHOLDERS: &[Placeholder] = &[
    Placeholder::Branch,
    Placeholder::Stage,
    Placeholder::Sha,
    Placeholder::Pr,
    Placeholder::Timestamp,
];

/// How images are tagged: templates of literal text and the placeholders `{branch}`, `{stage}`, `{sha}`, `{pr}` and
/// `{timestamp}`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tags {
    /// The cache tag of all stages except the runtime stage, such as `builder-main`. Default: `{stage}-{branch}`.
    #[schemars(extend("default" = DEFAULT_STAGE, "pattern" = pattern::TAG))]
    pub stage: Option<String>,
    /// The cache tag of the runtime stage. It moves with each build and is never deployed. Default: `{branch}`.
    #[schemars(extend("default" = DEFAULT_BRANCH, "pattern" = pattern::TAG))]
    pub branch: Option<String>,
    /// The unique tag of a push build, which is deployed. Default: `{sha}`.
    #[schemars(extend("default" = DEFAULT_RELEASE, "pattern" = pattern::TAG))]
    pub release: Option<String>,
    /// The unique tag of a pull request build. Default: `review-pr-{pr}-{sha}`.
    #[schemars(extend("default" = DEFAULT_REVIEW, "pattern" = pattern::TAG))]
    pub review: Option<String>,
    /// The unique tag of a local build with `make build-local-image`. Default: `dev-{sha}-{timestamp}`.
    #[schemars(extend("default" = DEFAULT_LOCAL, "pattern" = pattern::TAG))]
    pub local: Option<String>,
}

impl Tags {
    /// Sets the template `key` to `text`.
    pub fn set(&mut self, key: &str, text: &str) {
        let template = match key {
            "stage" => &mut self.stage,
            "branch" => &mut self.branch,
            "release" => &mut self.release,
            "review" => &mut self.review,
            "local" => &mut self.local,
            _ => return,
        };
        *template = Some(text.to_owned());
    }

    /// The key, text (if it is set) and default of each template.
    pub(super) fn all(&self) -> [(&'static str, Option<&str>, &'static str); 5] {
        [
            ("stage", self.stage.as_deref(), DEFAULT_STAGE),
            ("branch", self.branch.as_deref(), DEFAULT_BRANCH),
            ("release", self.release.as_deref(), DEFAULT_RELEASE),
            ("review", self.review.as_deref(), DEFAULT_REVIEW),
            ("local", self.local.as_deref(), DEFAULT_LOCAL),
        ]
    }

    /// The key, text and default of each template that is set.
    #[must_use]
    pub fn set_templates(&self) -> Vec<(&'static str, &str, &'static str)> {
        let all = self.all().into_iter();
        all.filter_map(|(key, text, default)| Some((key, text?, default)))
            .collect()
    }

    /// The key, text and parsed form of each template that is set and well formed.
    #[must_use]
    pub fn valid_templates(&self) -> Vec<(&'static str, &str, Template)> {
        let non_empty = self
            .set_templates()
            .into_iter()
            .filter(|(_, text, _)| !text.is_empty());
        non_empty
            .filter_map(|(key, text, _)| {
                Some((key, text, Template::parse(text, PLACEHOLDERS).ok()?))
            })
            .collect()
    }
}

/// A text with placeholders that are filled in later: `{stage}-{branch}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Segment>);

/// A segment of a [`Template`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// A placeholder.
    Placeholder(Placeholder),
}

/// A placeholder in a [`Template`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder {
    /// `{branch}`: the branch, escaped for use in a tag.
    Branch,
    /// `{stage}`: the stage.
    Stage,
    /// `{sha}`: the commit.
    Sha,
    /// `{pr}`: the number of the pull request.
    Pr,
    /// `{timestamp}`: the time of the build.
    Timestamp,
    /// `{environment}`: the name of the environment.
    Environment,
    /// `{name}`: the app's name.
    Name,
}

impl Placeholder {
    /// The name between the braces.
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

    /// Removes the placeholder from `text`, with the dash that joined it.
    #[must_use]
    pub fn remove_from(self, text: &str) -> String {
        let name = self.name();
        text.replace(&format!("-{{{name}}}"), "")
            .replace(&format!("{{{name}}}-"), "")
            .replace(&format!("{{{name}}}"), "")
    }
}

impl Template {
    /// Parses `text`, which can contain the placeholders `known`.
    ///
    /// # Errors
    /// If a placeholder or a brace is invalid; returns all errors.
    pub fn parse(text: &str, known: &[Placeholder]) -> Result<Self, Vec<PlaceholderError>> {
        let (template, errors) = Self::parse_lenient(text, known);
        if errors.is_empty() {
            Ok(template)
        } else {
            Err(errors)
        }
    }

    /// Parses as much of `text` as possible, and returns its errors without duplicates.
    #[must_use]
    pub fn parse_lenient(text: &str, known: &[Placeholder]) -> (Self, Vec<PlaceholderError>) {
        let (mut segments, mut literal, mut errors) = (Vec::new(), String::new(), Vec::new());
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
                    segments.extend(
                        Some(Segment::Literal(std::mem::take(&mut literal)))
                            .filter(|segment| !segment.is_empty()),
                    );
                    segments.push(Segment::Placeholder(*placeholder));
                    next
                }
                ('{', Some(next), None) => {
                    errors.push(PlaceholderError::Unknown(inside.to_owned()));
                    next
                }
                ('{', None, _) => {
                    errors.push(PlaceholderError::Unclosed(inside.to_owned()));
                    after
                }
                _ => {
                    errors.push(PlaceholderError::Unopened);
                    after
                }
            };
        }
        literal.push_str(rest);
        segments.extend(Some(Segment::Literal(literal)).filter(|segment| !segment.is_empty()));
        let mut unique: Vec<PlaceholderError> = Vec::new();
        for error in errors {
            if !unique.contains(&error) {
                unique.push(error);
            }
        }
        (Self(segments), unique)
    }

    /// The segments in order, without adjacent literals.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Whether the template contains `placeholder`.
    #[must_use]
    pub fn contains(&self, placeholder: Placeholder) -> bool {
        self.0.contains(&Segment::Placeholder(placeholder))
    }

    /// Replaces each placeholder with the result of `value`.
    #[must_use]
    pub fn fill(&self, value: impl Fn(Placeholder) -> String) -> String {
        let texts = self.0.iter().map(|segment| match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Placeholder(placeholder) => value(*placeholder),
        });
        texts.collect()
    }
}

impl Segment {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Literal(text) if text.is_empty())
    }
}

/// Splits `text` at its first brace: the text before it, the brace, and the text after it.
fn split_brace(text: &str) -> Option<(&str, char, &str)> {
    let position = text.find(['{', '}'])?;
    let (before, from_brace) = text.split_at(position);
    let mut characters = from_brace.chars();
    let brace = characters.next()?;
    Some((before, brace, characters.as_str()))
}
