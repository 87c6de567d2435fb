//! `Gemfile.lock`: which Ruby and which Bundler it was made with, and the gems it has.

use super::{
    Said,
    requirement::{Requirement, Wanted},
};
use crate::catalogue::numbers;

/// The file.
pub const FILE: &str = "Gemfile.lock";

/// The Ruby that it was made with, below `RUBY VERSION`; none for `JRuby` and its like.
#[must_use]
pub fn rubies(text: &str) -> Vec<Wanted> {
    let said = below(text, "RUBY VERSION").filter(|said| !said.text.contains('('));
    let wanted = said.and_then(|said| {
        let version = said.text.strip_prefix("ruby ")?;
        // The number of the patch set follows: `3.4.7p58`.
        let series = numbers(version.split('p').next().unwrap_or_default());
        (!series.is_empty()).then(|| Wanted {
            said: Said::new(FILE, said.line, version),
            requirement: Requirement::Series(series),
        })
    });
    wanted.into_iter().collect()
}

/// The Bundler that it was made with.
#[must_use]
pub fn bundled_with(text: &str) -> Option<Said> {
    below(text, "BUNDLED WITH").filter(|said| !said.text.is_empty())
}

/// The line that has the gem `name` itself, if any does: those that gems need are further in.
#[must_use]
pub fn gem(text: &str, name: &str) -> Option<Said> {
    let mut lines = text.lines().enumerate();
    lines.find_map(|(line, text)| {
        let gem = text.strip_prefix("    ")?.strip_prefix(name)?;
        gem.starts_with(" (")
            .then(|| Said::new(FILE, line + 1, text.trim()))
    })
}

/// The line below `heading`.
fn below(text: &str, heading: &str) -> Option<Said> {
    let heading = text.lines().position(|line| line.trim_end() == heading)?;
    let value = text.lines().nth(heading + 1)?;
    Some(Said::new(FILE, heading + 2, value.trim()))
}
