//! Findings: problems of a spec with their location and fix.

use crate::{
    place::Place,
    source::{Source, Span},
};

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The spec renders, but probably not as intended.
    Warning,
    /// The spec cannot be rendered.
    Error,
}

impl Severity {
    /// The name, which GitHub and SARIF also use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The location of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A value of the spec.
    Place(Place),
    /// The key of a value.
    Key(Place),
    /// A table with a missing key; shown in the spec's own file, where the key can be added.
    Missing(Place),
    /// Bytes that are not a value of the spec.
    Bytes(Span),
}

impl Location {
    /// The place in the spec; `None` for bytes.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) | Self::Key(place) | Self::Missing(place) => Some(place),
            Self::Bytes(_) => None,
        }
    }

    /// The span to show.
    #[must_use]
    pub fn span(&self, source: &Source) -> Span {
        match self {
            Self::Place(place) => source.span(place),
            Self::Key(place) => source.key_span(place),
            Self::Missing(place) => source.own_span(place),
            Self::Bytes(span) => *span,
        }
    }
}

/// A problem of a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code: `TV0101`.
    pub code: &'static str,
    /// The rule's name: `inexact-ruby`.
    pub name: String,
    /// The severity.
    pub severity: Severity,
    /// The message: lower case, with the user's value in backticks.
    pub message: String,
    /// The location.
    pub location: Location,
    /// A few words under the excerpt.
    pub label: String,
    /// How to fix it.
    pub help: Option<String>,
}

impl Finding {
    /// Creates a finding without label and help.
    #[must_use]
    pub fn new(
        code: &'static str,
        name: &str,
        severity: Severity,
        location: Location,
        message: String,
    ) -> Self {
        Self {
            code,
            name: name.to_owned(),
            severity,
            message: truncate(message),
            location,
            label: String::new(),
            help: None,
        }
    }

    /// Whether the finding is about a typo of a known name.
    #[must_use]
    pub fn is_typo(&self) -> bool {
        self.suggestion().is_some()
    }

    /// The known name that was probably meant, if the finding is about a typo.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        let question = self.help.as_deref()?.strip_prefix(DID_YOU_MEAN)?;
        question.strip_prefix('`')?.strip_suffix("`?")
    }

    /// Sets the label.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Sets the help.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(truncate(help.into()));
        self
    }
}

/// The maximum length of a message or help in characters: only a long value of the spec makes it longer.
const MAX_CHARACTERS: usize = 2000;

/// Truncates `text` to the maximum length.
fn truncate(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The start of a help that suggests a known name.
const DID_YOU_MEAN: &str = "did you mean ";

/// `number` with `noun` in the singular or plural: `1 file`, `2 files`.
#[must_use]
pub fn pluralize(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// The help that suggests `name`.
#[must_use]
pub fn did_you_mean(name: &str) -> String {
    format!("{DID_YOU_MEAN}`{name}`?")
}

/// The maximum length of compared names in characters: the comparison takes quadratic time.
const MAX_COMPARED: usize = 64;

/// The maximum number of listed names.
const MAX_LISTED: usize = 40;

/// The name in `known` that was probably meant by `name`.
#[must_use]
pub fn find_nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = name.chars().count();
    let is_comparable = |candidate: &&str| {
        let other = candidate.chars().count();
        length.max(other) <= MAX_COMPARED && length.abs_diff(other) * 3 <= length.max(other)
    };
    known
        .into_iter()
        .filter(is_comparable)
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, candidate)| *distance * 3 <= candidate.chars().count().max(length))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The help for a name that is not in `known`: suggests the nearest one, or lists all.
#[must_use]
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    find_nearest(name, known.clone()).map_or_else(
        || {
            let mut names = known.into_iter().map(|name| format!("`{name}`"));
            let listed: Vec<String> = names.by_ref().take(MAX_LISTED).collect();
            let more = if names.next().is_some() { ", …" } else { "" };
            format!("write one of {}{more}", listed.join(", "))
        },
        did_you_mean,
    )
}
