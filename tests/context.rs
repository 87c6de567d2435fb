//! Files of a build context that reach an image by Docker's rules; `tests/engine/contexts.py` checks the same with real builds.

use std::fs;

use regex::Regex;
use serde::Deserialize;
use tvgen::source::Source;

use crate::support::{compile, find_artifact};

#[derive(Deserialize)]
struct Contexts {
    context: Vec<BuildContext>,
}

/// A service, and the files of its repository.
#[derive(Deserialize)]
struct BuildContext {
    name: String,
    spec: String,
    included: Vec<String>,
    excluded: Vec<String>,
}

impl BuildContext {
    /// The files that `dockerignore` includes in the image.
    fn included_files(&self, dockerignore: &str) -> Vec<&str> {
        let patterns = patterns(dockerignore);
        let files = self.included.iter().chain(&self.excluded);
        files
            .map(String::as_str)
            .filter(|file| !is_ignored(&patterns, file))
            .collect()
    }
}

fn contexts() -> Vec<(BuildContext, String)> {
    let text = fs::read_to_string("tests/engine/contexts.toml").expect("the file exists");
    let contexts: Contexts = toml::from_str(&text).expect("the file is valid");
    let contexts = contexts.context.into_iter().map(|context| {
        let source = Source::new("tvgen.toml", context.spec.as_str());
        let artifacts = compile(&source).artifacts;
        let dockerignore = find_artifact(&artifacts, "dockerignore").text.clone();
        (context, dockerignore)
    });
    contexts.collect()
}

#[test]
fn secrets_stay_out_of_the_build_at_any_depth_unless_a_pattern_names_them() {
    for (context, dockerignore) in contexts() {
        let included_files = context.included_files(&dockerignore);
        assert_eq!(
            included_files, context.included,
            "{}:\n{dockerignore}",
            context.name
        );
    }
}

#[test]
fn every_pattern_excludes_a_file_that_no_other_pattern_excludes() {
    let (context, dockerignore) = contexts().swap_remove(0);
    for pattern in dockerignore
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let without: Vec<&str> = dockerignore
            .lines()
            .filter(|line| *line != pattern)
            .collect();
        let included_files = context.included_files(&without.join("\n"));
        assert_ne!(
            included_files, context.included,
            "`{pattern}` changes nothing"
        );
    }
}

/// A pattern of `.dockerignore`; an exception re-includes the files that it matches.
struct Pattern {
    is_exception: bool,
    regex: Regex,
}

/// Compiles the patterns of `dockerignore` as `github.com/moby/patternmatcher` does.
fn patterns(dockerignore: &str) -> Vec<Pattern> {
    let lines = dockerignore
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(|line| {
            let path = line.trim_start_matches('!');
            let path = path.trim_start_matches("./").trim_matches('/');
            Pattern {
                is_exception: line.starts_with('!'),
                regex: Regex::new(&compile_pattern(path)).expect("a pattern"),
            }
        })
        .collect()
}

fn compile_pattern(path: &str) -> String {
    let mut regex = String::from("^");
    let mut rest = path;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '*' if rest.starts_with('*') => {
                rest = &rest[1..];
                rest = rest.strip_prefix('/').unwrap_or(rest);
                regex.push_str(if rest.is_empty() { ".*" } else { "(.*/)?" });
            }
            '*' => regex.push_str("[^/]*"),
            '?' => regex.push_str("[^/]"),
            '[' | ']' => regex.push(c),
            _ => regex.push_str(&regex::escape(&c.to_string())),
        }
    }
    regex.push('$');
    regex
}

/// Whether Docker excludes `file`: the last pattern that matches it or one of its folders decides.
fn is_ignored(patterns: &[Pattern], file: &str) -> bool {
    let folders = file.match_indices('/').map(|(slash, _)| &file[..slash]);
    let paths: Vec<&str> = folders.chain([file]).collect();
    let matching = patterns
        .iter()
        .rfind(|pattern| paths.iter().any(|path| pattern.regex.is_match(path)));
    matching.is_some_and(|pattern| !pattern.is_exception)
}

#[test]
fn a_secret_excluded_by_a_later_pattern_of_the_spec_stays_excluded() {
    let paths = "paths = [\"!config/test.key\", \"config\", \"!public\"]";
    let spec = format!("{}\n[ignore]\n{paths}\n", crate::support::HELLO);
    let artifacts = compile(&Source::new("tvgen.toml", spec.as_str())).artifacts;
    let text = &find_artifact(&artifacts, "dockerignore").text;
    assert!(is_ignored(&patterns(text), "config/test.key"), "{text}");
}
