//! Finds the required Ruby in the files of a repository.

use super::{
    Claim, gemfile, gemfile_lock,
    requirement::{Requirement, RubyRequirement},
};
use crate::{catalogue::version_numbers, source::Repository};

/// A parser of the requirements of a file.
type ParseFile = fn(&str) -> Vec<RubyRequirement>;

/// The Ruby requirements of each file that exists; empty for a file without any. Several in one file are alternatives.
#[must_use]
pub fn find_requirements(repository: &dyn Repository) -> Vec<Vec<RubyRequirement>> {
    let files: [(_, ParseFile); 4] = [
        (RUBY_VERSION, parse_ruby_version),
        (TOOL_VERSIONS, parse_tool_versions),
        (gemfile::FILE, gemfile::ruby_requirements),
        (gemfile_lock::FILE, gemfile_lock::ruby_requirements),
    ];
    files
        .into_iter()
        .filter_map(|(file, parse)| Some(parse(&repository.text(file)?)))
        .collect()
}

/// The version file of rbenv and similar tools.
const RUBY_VERSION: &str = ".ruby-version";
/// The version file of asdf and similar tools.
const TOOL_VERSIONS: &str = ".tool-versions";

/// Parses `.ruby-version`: the first line that is not blank.
fn parse_ruby_version(text: &str) -> Vec<RubyRequirement> {
    let mut lines = numbered_lines(text).filter(|(_, line)| !line.is_empty());
    let first = lines.next();
    first
        .and_then(|(line, text)| parse_version(RUBY_VERSION, line, text))
        .into_iter()
        .collect()
}

/// Parses `.tool-versions`: the versions after `ruby`, which are alternatives.
fn parse_tool_versions(text: &str) -> Vec<RubyRequirement> {
    let ruby = numbered_lines(text).find_map(|(line, text)| {
        let versions = text.strip_prefix("ruby")?;
        versions
            .starts_with([' ', '\t'])
            .then_some((line, versions))
    });
    let (line, versions) = ruby.unwrap_or_default();
    let wanted: Vec<Option<RubyRequirement>> = versions
        .split_whitespace()
        .map(|version| parse_version(TOOL_VERSIONS, line, version))
        .collect();
    // A path or a branch may be any version.
    wanted
        .into_iter()
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// The numbered lines, from 1, without comments.
fn numbered_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(line, text)| {
        let text = text.split('#').next().unwrap_or_default();
        (line + 1, text.trim())
    })
}

/// Parses a version in the syntax of version managers, `3.4.7` or `ruby-3.4.7@app`; `None` for other text,
/// such as `jruby-9.4.0`.
fn parse_version(file: &'static str, line: usize, text: &str) -> Option<RubyRequirement> {
    let version = text.strip_prefix("ruby-").unwrap_or(text);
    let version = version.strip_prefix("latest:").unwrap_or(version);
    let version = version.split(['-', '@']).next().unwrap_or_default();
    let series = version_numbers(version);
    (!series.is_empty()).then(|| RubyRequirement {
        claim: Claim::new(file, line, text),
        requirement: Requirement::Series(series),
    })
}
