//! What is wrong with a spec, where, and what to write instead.

use crate::{
    place::Place,
    source::{Source, Span},
};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The spec renders, and most likely does not do what was meant.
    Warning,
    /// Nothing is rendered.
    Error,
}

impl Severity {
    /// The word for it, which GitHub and SARIF use, too.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place to point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A value of the spec.
    Place(Place),
    /// The key of a value, itself.
    Key(Place),
    /// A table that a key is missing in: the user's own file is where it belongs.
    Missing(Place),
    /// Bytes that are no value of the spec.
    Bytes(Span),
}

impl Spot {
    /// The place, unless it is no key of the spec.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) | Self::Key(place) | Self::Missing(place) => Some(place),
            Self::Bytes(_) => None,
        }
    }

    /// The bytes to point at.
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

/// One thing wrong with a spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code: `TV0101`.
    pub code: &'static str,
    /// The rule's name: `inexact-ruby`.
    pub name: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, with the user's own value in backticks; a phrase in lower case.
    pub message: String,
    /// Where.
    pub at: Spot,
    /// Two or three words to stand at the place.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl Finding {
    /// A finding without label and help.
    #[must_use]
    pub fn new(
        code: &'static str,
        name: &str,
        severity: Severity,
        at: Spot,
        message: String,
    ) -> Self {
        Self {
            code,
            name: name.to_owned(),
            severity,
            message: clipped(message),
            at,
            label: String::new(),
            help: None,
        }
    }

    /// Whether it is about a word that is one letter or two from another.
    #[must_use]
    pub fn is_typing_error(&self) -> bool {
        self.meant().is_some()
    }

    /// The word that was most likely meant, if it is about one that is a letter or two from it.
    #[must_use]
    pub fn meant(&self) -> Option<&str> {
        let question = self.help.as_deref()?.strip_prefix(DID_YOU_MEAN)?;
        question.strip_prefix('`')?.strip_suffix("`?")
    }

    /// Sets the words that stand at the place.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = label.into();
        self
    }

    /// Sets what to write instead.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(clipped(help.into()));
        self
    }
}

/// How many characters of a message or a help are kept: what is longer repeats a value that the user can see in the spec.
const MOST_CHARACTERS: usize = 2000;

/// `text`, with the end left out that nobody would read.
fn clipped(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// How a help begins that names the nearest known word.
const DID_YOU_MEAN: &str = "did you mean ";

/// `number` of the noun `what`, as in `1 file` or `2 files`.
#[must_use]
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Asks whether `name` was meant.
#[must_use]
pub fn did_you_mean(name: &str) -> String {
    format!("{DID_YOU_MEAN}`{name}`?")
}

/// How many characters a name has at most for which another one is looked for: comparing takes the square of that.
const MOST_COMPARED: usize = 64;

/// How many known names are listed at most.
const MOST_LISTED: usize = 40;

/// The one of `known` that `name` was most likely meant to be.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = name.chars().count();
    let can_be = |candidate: &&str| {
        let other = candidate.chars().count();
        length.max(other) <= MOST_COMPARED && length.abs_diff(other) * 3 <= length.max(other)
    };
    known
        .into_iter()
        .filter(can_be)
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

/// `help` for a name that is none of `known`: the nearest of them, or all.
#[must_use]
pub fn one_of<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    nearest(name, known.clone()).map_or_else(
        || {
            let mut names = known.into_iter().map(|name| format!("`{name}`"));
            let listed: Vec<String> = names.by_ref().take(MOST_LISTED).collect();
            let more = if names.next().is_some() { ", …" } else { "" };
            format!("write one of {}{more}", listed.join(", "))
        },
        did_you_mean,
    )
}
