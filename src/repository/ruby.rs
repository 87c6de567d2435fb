//! Which Ruby the files of a repository want.

use super::{
    Said, gemfile, gemfile_lock,
    requirement::{Requirement, Wanted},
};
use crate::{catalogue::numbers, source::Repository};

/// What reads the text of a file.
type Read = fn(&str) -> Vec<Wanted>;

/// What each file wants that names a Ruby; several of one file are alternatives.
#[must_use]
pub fn wanted(repository: &dyn Repository) -> Vec<Vec<Wanted>> {
    let files: [(_, Read); 4] = [
        (RUBY_VERSION, ruby_version),
        (TOOL_VERSIONS, tool_versions),
        (gemfile::FILE, gemfile::rubies),
        (gemfile_lock::FILE, gemfile_lock::rubies),
    ];
    files
        .into_iter()
        .filter_map(|(file, read)| Some(read(&repository.text(file)?)))
        .collect()
}

/// The file of rbenv and its like.
const RUBY_VERSION: &str = ".ruby-version";
/// The file of asdf and its like.
const TOOL_VERSIONS: &str = ".tool-versions";

/// `.ruby-version`: the first line that says anything.
fn ruby_version(text: &str) -> Vec<Wanted> {
    let mut lines = lines(text).filter(|(_, line)| !line.is_empty());
    let first = lines.next();
    first
        .and_then(|(line, text)| plain(RUBY_VERSION, line, text))
        .into_iter()
        .collect()
}

/// `.tool-versions`: the versions behind the word `ruby`, any of which will do.
fn tool_versions(text: &str) -> Vec<Wanted> {
    let ruby = lines(text).find_map(|(line, text)| {
        let versions = text.strip_prefix("ruby")?;
        versions
            .starts_with([' ', '\t'])
            .then_some((line, versions))
    });
    let (line, versions) = ruby.unwrap_or_default();
    let wanted: Vec<Option<Wanted>> = versions
        .split_whitespace()
        .map(|version| plain(TOOL_VERSIONS, line, version))
        .collect();
    // A path or a branch among them may be any Ruby.
    wanted
        .into_iter()
        .collect::<Option<_>>()
        .unwrap_or_default()
}

/// Lines from 1, without comments.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(line, text)| {
        let text = text.split('#').next().unwrap_or_default();
        (line + 1, text.trim())
    })
}

/// A version as tools that switch between Rubies write it, `3.4.7` or `ruby-3.4.7@app`; `None` for another Ruby than that
/// of the official image.
fn plain(file: &'static str, line: usize, text: &str) -> Option<Wanted> {
    let version = text.strip_prefix("ruby-").unwrap_or(text);
    let version = version.strip_prefix("latest:").unwrap_or(version);
    let version = version.split(['-', '@']).next().unwrap_or_default();
    let series = numbers(version);
    (!series.is_empty()).then(|| Wanted {
        said: Said::new(file, line, text),
        requirement: Requirement::Series(series),
    })
}
