//! Detects variables that hold secrets, by their names and values.

/// Secrets that Rails requires and that builds often set to a placeholder.
const RAILS: &[&str] = &["SECRET_KEY_BASE", "SECRET_KEY_BASE_DUMMY"];
/// Words that mark a value as a placeholder.
const PLACEHOLDERS: &[&str] = &[
    "dummy",
    "fake",
    "placeholder",
    "not-used",
    "not_used",
    "unused",
    "required-to-run",
    "changeme",
    "change-me",
];

/// Whether the variable `name` holds a secret.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let name = name.to_uppercase();
    let words = ["SECRET", "TOKEN", "PASSWORD"];
    words.iter().any(|word| name.contains(word)) || name.ends_with("KEY")
}

/// Whether `value` is a placeholder for the secret in the variable `name`.
#[must_use]
pub fn is_placeholder(name: &str, value: &str) -> bool {
    let lower = value.to_lowercase();
    let is_marked = PLACEHOLDERS.iter().any(|word| lower.contains(word));
    let is_rails = RAILS.contains(&name);
    !value.is_empty() && is_secret(name) && (is_marked || is_rails && !looks_random(value))
}

/// Whether `value` looks randomly generated.
fn looks_random(value: &str) -> bool {
    value.len() >= 16
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+/=_-".contains(c))
        && value.chars().filter(char::is_ascii_digit).count() * 8 >= value.len()
}
