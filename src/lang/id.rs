//! Parses and derives the ids of jobs and steps.

/// The id of a job or a step (GitHub documentation, "Workflow syntax": letters, digits, `-` and `_`, a letter or `_` first;
/// actions/languageservices, `id-builder.ts`: less than 100 characters, `__` at the start is reserved).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(String);

impl JobId {
    /// Parses `id`; `None` if GitHub does not accept it.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let is_valid = id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            && id.len() < 100
            && !id.starts_with("__");
        is_valid.then(|| Self(id.to_owned()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Derives an id from `name`; `default` if `name` has no usable character.
#[must_use]
pub fn id_from_name(name: &str, default: &str) -> String {
    let replaced: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let shortened: String = replaced
        .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
        .chars()
        .take(40)
        .collect();
    let trimmed = shortened.trim_end_matches(['_', '-']);
    if trimmed.is_empty() { default } else { trimmed }.to_owned()
}
