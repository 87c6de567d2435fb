//! Which variables hold secrets, as far as their names and their values tell.

/// The variables that Rails wants a secret in, and that a placeholder is often written for.
const RAILS: &[&str] = &["SECRET_KEY_BASE", "SECRET_KEY_BASE_DUMMY"];
/// Words that a placeholder for a secret says that it is one with.
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

/// Whether a variable of the name `name` holds a secret.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    let name = name.to_uppercase();
    let words = ["SECRET", "TOKEN", "PASSWORD"];
    words.iter().any(|word| name.contains(word)) || name.ends_with("KEY")
}

/// Whether `value` only stands in the place of the secret that the variable `name` holds.
#[must_use]
pub fn is_placeholder(name: &str, value: &str) -> bool {
    let lower = value.to_lowercase();
    let says_so = PLACEHOLDERS.iter().any(|word| lower.contains(word));
    let is_rails = RAILS.contains(&name);
    !value.is_empty() && is_secret(name) && (says_so || is_rails && !looks_drawn(value))
}

/// Whether `value` looks as if a program had drawn it by lot.
fn looks_drawn(value: &str) -> bool {
    value.len() >= 16
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+/=_-".contains(c))
        && value.chars().filter(char::is_ascii_digit).count() * 8 >= value.len()
}
