//! Reads Ruby, Bundler and the gems from a `Gemfile.lock`.

use super::{
    Claim,
    requirement::{Requirement, RubyRequirement},
};
use crate::catalogue::version_numbers;

/// The name of the file.
pub const FILE: &str = "Gemfile.lock";

/// The version below `RUBY VERSION`; empty for `JRuby` and other engines.
#[must_use]
pub fn ruby_requirements(text: &str) -> Vec<RubyRequirement> {
    let claim = line_after(text, "RUBY VERSION").filter(|claim| !claim.text.contains('('));
    let wanted = claim.and_then(|claim| {
        let version = claim.text.strip_prefix("ruby ")?;
        // The patch level follows the version: `3.4.7p58`.
        let series = version_numbers(version.split('p').next().unwrap_or_default());
        (!series.is_empty()).then(|| RubyRequirement {
            claim: Claim::new(FILE, claim.line, version),
            requirement: Requirement::Series(series),
        })
    });
    wanted.into_iter().collect()
}

/// The version of Bundler below `BUNDLED WITH`.
#[must_use]
pub fn bundled_with(text: &str) -> Option<Claim> {
    line_after(text, "BUNDLED WITH").filter(|claim| !claim.text.is_empty())
}

/// The line of the gem `name`; dependencies of other gems are indented further.
#[must_use]
pub fn find_gem(text: &str, name: &str) -> Option<Claim> {
    let mut lines = text.lines().enumerate();
    lines.find_map(|(line, text)| {
        let gem = text.strip_prefix("    ")?.strip_prefix(name)?;
        gem.starts_with(" (")
            .then(|| Claim::new(FILE, line + 1, text.trim()))
    })
}

/// The line after `heading`.
fn line_after(text: &str, heading: &str) -> Option<Claim> {
    let heading = text.lines().position(|line| line.trim_end() == heading)?;
    let value = text.lines().nth(heading + 1)?;
    Some(Claim::new(FILE, heading + 2, value.trim()))
}
