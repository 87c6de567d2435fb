//! Parses texts of a template, such as `ghcr.io/{found.owner|acme}/{name}`.

use super::{
    super::tags::Placeholder,
    fact::{Fact, PREFIX},
};

/// Placeholders of the spec format, which stay in the text unless they are also keys of questions.
const FORMAT_PLACEHOLDERS: &[Placeholder] = &[
    Placeholder::Branch,
    Placeholder::Stage,
    Placeholder::Sha,
    Placeholder::Pr,
    Placeholder::Timestamp,
    Placeholder::Environment,
];

/// A text with placeholders for answers and facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateText(pub Vec<Segment>);

/// A segment of a [`TemplateText`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(String),
    /// An answer, by the key of its question.
    Answer(String),
    /// A fact, and the text to insert if it is unknown.
    Fact(Fact, Option<String>),
}

/// An error in the text of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateTextError {
    /// The key of an unknown question.
    UnknownAnswer(String),
    /// The name of an unknown fact, and the fix.
    UnknownFact(String, String),
    /// An unmatched brace.
    Unclosed,
}

impl TemplateText {
    /// Parses `text`, which can contain the answers `keys`. `{{` and `}}` are literal braces.
    ///
    /// # Errors
    /// At the first invalid placeholder or brace.
    pub fn parse(text: &str, keys: &[&str]) -> Result<Self, TemplateTextError> {
        let (mut segments, mut literal, mut rest) = (Vec::new(), String::new(), text);
        while let Some(position) = rest.find(['{', '}']) {
            literal.push_str(&rest[..position]);
            let (brace, after) = (&rest[position..=position], &rest[position + 1..]);
            if let Some(after) = after.strip_prefix(brace) {
                literal.push_str(brace);
                rest = after;
                continue;
            }
            let Some((word, after)) = after.split_once('}').filter(|_| brace == "{") else {
                return Err(TemplateTextError::Unclosed);
            };
            rest = after;
            if !keys.contains(&word)
                && FORMAT_PLACEHOLDERS
                    .iter()
                    .any(|placeholder| placeholder.name() == word)
            {
                literal.extend(["{", word, "}"]);
                continue;
            }
            if !literal.is_empty() {
                segments.push(Segment::Literal(std::mem::take(&mut literal)));
            }
            segments.push(parse_placeholder(word, keys)?);
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal));
        }
        Ok(Self(segments))
    }
}

/// Parses the placeholder `{word}`.
fn parse_placeholder(word: &str, keys: &[&str]) -> Result<Segment, TemplateTextError> {
    let Some(fact) = word.strip_prefix(PREFIX) else {
        return if keys.contains(&word) {
            Ok(Segment::Answer(word.to_owned()))
        } else {
            Err(TemplateTextError::UnknownAnswer(word.to_owned()))
        };
    };
    let (name, fallback) = match fact.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback.to_owned())),
        None => (fact, None),
    };
    match Fact::parse(name) {
        Ok(fact) => Ok(Segment::Fact(fact, fallback)),
        Err(help) => Err(TemplateTextError::UnknownFact(
            format!("{PREFIX}{name}"),
            help,
        )),
    }
}
