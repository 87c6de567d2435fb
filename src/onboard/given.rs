//! Answers that were given beforehand, with `--set` or in a file.

use crate::{
    finding::one_of,
    spec::template::{NAME, Template, answer::Raw},
};

/// An answer that was given beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The key of a question, or a parameter of an older script.
    pub key: String,
    /// The answer.
    pub raw: Raw,
    /// Who gives it: `--set`, or a line of a file.
    pub from: String,
}

/// The parameter of the older script that names the service.
const SERVICE_NAME: &str = "SERVICE_NAME";

impl Given {
    /// What `--set` says: `KEY=VALUE`.
    ///
    /// # Errors
    /// If it does not say it so.
    pub fn set(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((key, value)) if !key.trim().is_empty() => Ok(Self {
                key: key.trim().to_owned(),
                raw: Raw::Text(value.to_owned()),
                from: "--set".to_owned(),
            }),
            Some(_) | None => Err(format!(
                "`--set {text}` sets nothing: write `--set KEY=VALUE`"
            )),
        }
    }

    /// The key of the question of `template` that it answers.
    #[must_use]
    pub fn answers<'a>(&self, template: &'a Template) -> Option<&'a str> {
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

/// Why `--set` cannot set `key`, which no question of `template` has.
#[must_use]
pub fn unknown(key: &str, template: &Template) -> String {
    let help = one_of(key, template.keys());
    format!("--set {key}: the template asks nothing of that name: {help}")
}
