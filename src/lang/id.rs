//! The ids of jobs and steps.

/// The id of a job or a step (GitHub documentation, "Workflow syntax": letters, digits, `-` and `_`, a letter or `_` first;
/// actions/languageservices, `id-builder.ts`: less than 100 characters, `__` at the start is reserved).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(String);

impl JobId {
    /// `id`, if GitHub takes it.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let fits = id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            && id.len() < 100
            && !id.starts_with("__");
        fits.then(|| Self(id.to_owned()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id nearest to `name`; `default` where nothing of it is left.
#[must_use]
pub fn nearest_id(name: &str, default: &str) -> String {
    let letters: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let short: String = letters
        .trim_start_matches(|c: char| !c.is_ascii_alphabetic())
        .chars()
        .take(40)
        .collect();
    let near = short.trim_end_matches(['_', '-']);
    if near.is_empty() { default } else { near }.to_owned()
}
