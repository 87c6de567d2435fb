//! Texts of a template: `ghcr.io/{found.owner|acme}/{name}`.

use super::{
    super::tags::Placeholder,
    fact::{Fact, PREFIX},
};

/// What the format itself fills in later, unless a question has that key.
const LATER: &[Placeholder] = &[
    Placeholder::Branch,
    Placeholder::Stage,
    Placeholder::Sha,
    Placeholder::Pr,
    Placeholder::Timestamp,
    Placeholder::Environment,
];

/// A text in which answers and facts stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(pub Vec<Part>);

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that stands for itself.
    Literal(String),
    /// An answer, by the key of its question.
    Answer(String),
    /// What the repository says, and what stands there if it does not.
    Fact(Fact, Option<String>),
}

/// Why a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No question has this key.
    NoAnswer(String),
    /// There is no such fact; and what to write instead.
    NoFact(String, String),
    /// A brace that is not closed.
    Unclosed,
}

impl Text {
    /// Reads `text`, in which the answers `keys` can stand. `{{` and `}}` are braces.
    ///
    /// # Errors
    /// At the first word that stands for nothing.
    pub fn parse(text: &str, keys: &[&str]) -> Result<Self, Fault> {
        let (mut parts, mut literal, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let (brace, behind) = (&rest[at..=at], &rest[at + 1..]);
            if let Some(behind) = behind.strip_prefix(brace) {
                literal.push_str(brace);
                rest = behind;
                continue;
            }
            let Some((word, behind)) = behind.split_once('}').filter(|_| brace == "{") else {
                return Err(Fault::Unclosed);
            };
            rest = behind;
            if !keys.contains(&word) && LATER.iter().any(|later| later.name() == word) {
                literal.extend(["{", word, "}"]);
                continue;
            }
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(part(word, keys)?);
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self(parts))
    }
}

/// What `word` stands for.
fn part(word: &str, keys: &[&str]) -> Result<Part, Fault> {
    let Some(fact) = word.strip_prefix(PREFIX) else {
        return if keys.contains(&word) {
            Ok(Part::Answer(word.to_owned()))
        } else {
            Err(Fault::NoAnswer(word.to_owned()))
        };
    };
    let (name, otherwise) = match fact.split_once('|') {
        Some((name, otherwise)) => (name, Some(otherwise.to_owned())),
        None => (fact, None),
    };
    match Fact::parse(name) {
        Ok(fact) => Ok(Part::Fact(fact, otherwise)),
        Err(help) => Err(Fault::NoFact(format!("{PREFIX}{name}"), help)),
    }
}
