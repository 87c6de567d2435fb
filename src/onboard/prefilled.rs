//! Answers given in advance, with `--set` or in a file.

use crate::{
    finding::suggest,
    spec::template::{NAME, Template, answer::RawAnswer},
};

/// An answer given in advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefilled {
    /// The key of a question, or a parameter of an older onboarding script.
    pub key: String,
    /// The answer.
    pub raw: RawAnswer,
    /// Where it comes from: `--set`, or a line of a file.
    pub origin: String,
}

/// The parameter for the service's name in the older onboarding script.
const SERVICE_NAME: &str = "SERVICE_NAME";

impl Prefilled {
    /// Parses the `KEY=VALUE` of `--set`.
    ///
    /// # Errors
    /// If `text` does not have this form.
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => Ok(Self {
                key: key.trim().to_owned(),
                raw: RawAnswer::Text(value.to_owned()),
                origin: "--set".to_owned(),
            }),
            Some(_) | None => Err(format!("invalid `--set {text}`: write `--set KEY=VALUE`")),
        }
    }

    /// The key of the question in `template` that it answers.
    #[must_use]
    pub fn question_key<'a>(&self, template: &'a Template) -> Option<&'a str> {
        let keys = template.keys();
        if let Some(key) = keys.into_iter().find(|key| *key == self.key) {
            return Some(key);
        }
        let mut questions = template.questions.iter();
        let named = questions.find(|(_, question)| question.parameter.as_ref() == Some(&self.key));
        let named = named.map(|(key, _)| key.as_str());
        named.or_else(|| (self.key == SERVICE_NAME).then_some(NAME))
    }
}

/// The error for `--set` with a `key` that is not a question of `template`.
#[must_use]
pub fn unknown_key_message(key: &str, template: &Template) -> String {
    let help = suggest(key, template.keys());
    format!("--set {key}: the template has no question `{key}`: {help}")
}
