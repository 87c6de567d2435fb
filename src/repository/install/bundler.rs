//! Finds the files that `bundle install` reads: gems in folders, and files that the Gemfile loads.

use super::{Collector, InstallFiles, MAX_READ, ObstacleKind, gemspec};
use crate::{
    repository::{
        Claim, gemfile, gemfile_lock,
        statement::{Statement, Token, parse_statements},
        wildcard,
    },
    source::{Repository, path::folder},
};

/// The folder of gems that Bundler installs without a download (`bundle cache`).
const VENDORED: &str = "vendor/cache";

/// Methods of a Gemfile that evaluate another file as Ruby code.
const EVALUATES: &[&str] = &["eval_gemfile", "instance_eval", "load", "require_relative"];

/// Methods of a Gemfile that read a file as data.
const READS: &[&str] = &["read", "readlines", "open", "load_file", "foreach"];

/// The files that `bundle install` reads, other than `Gemfile` and `Gemfile.lock`.
#[must_use]
pub fn find_files(repository: &dyn Repository) -> InstallFiles {
    let mut collector = Collector::new(repository);
    let Some(gemfile) = repository.text(gemfile::FILE) else {
        return InstallFiles::default();
    };
    let lock = repository.text(gemfile_lock::FILE).unwrap_or_default();
    let locked = locked_folders(&lock);
    for (path, claim) in &locked {
        add_gem_folder(&mut collector, path, claim);
    }
    let mut queue = vec![(gemfile::FILE.to_owned(), gemfile)];
    let mut next = 0;
    while next < queue.len() && next < MAX_READ {
        let (file, text) = queue[next].clone();
        next += 1;
        for statement in parse_statements(&text) {
            // The lockfile has the folders of all gems, also of those with a computed path.
            if locked.is_empty() {
                for path in gem_paths(&statement) {
                    let claim = Claim::new(&file, statement.line, path);
                    add_gem_folder(&mut collector, path, &claim);
                }
            }
            for loaded in add_loaded(&mut collector, &file, &statement) {
                let is_new = queue.iter().all(|(queued, _)| *queued != loaded);
                if let Some(text) = repository.text(&loaded).filter(|_| is_new) {
                    queue.push((loaded, text));
                }
            }
        }
    }
    let vendored = repository.names(VENDORED);
    if vendored.iter().any(|name| wildcard::matches("*.gem", name)) {
        collector.add_existing(VENDORED);
    }
    collector.finish()
}

/// The folders of gems below `PATH` in the lockfile.
fn locked_folders(lock: &str) -> Vec<(&str, Claim)> {
    let mut folders = Vec::new();
    let mut in_path = false;
    for (number, line) in lock.lines().enumerate() {
        if !line.starts_with(' ') {
            in_path = line.trim_end() == "PATH";
        } else if let Some(remote) = line.strip_prefix("  remote: ").filter(|_| in_path) {
            let remote = remote.trim();
            folders.push((remote, Claim::new(gemfile_lock::FILE, number + 1, remote)));
        }
    }
    folders
}

/// Adds the folder `path` of a gem. Of a gem in the folder of the spec, only the files that its gemspec reads are needed.
fn add_gem_folder(collector: &mut Collector, path: &str, claim: &Claim) {
    if path.trim_matches(['.', '/']).is_empty() && !path.starts_with("..") && !path.starts_with('/')
    {
        gemspec::add_files(collector);
    } else {
        collector.add(path, claim);
    }
}

/// The paths of `gem "billing", path: "engines/billing"`, `path "engines" do` and `gemspec path: "engine"`.
fn gem_paths(statement: &Statement) -> Vec<&str> {
    let tokens = &statement.tokens;
    let text_after = |index: usize| {
        let is_connector = |token: &&Token| matches!(token, Token::Punctuation('=' | '>' | '('));
        let value = tokens[index + 1..]
            .iter()
            .find(|token| !is_connector(token));
        value
            .and_then(Token::text)
            .filter(|text| !text.contains("#{"))
    };
    let options = (0..tokens.len()).filter(|index| tokens[*index].is_option("path"));
    let mut paths: Vec<&str> = options.filter_map(text_after).collect();
    if tokens[0].is_word("path") {
        paths.extend(text_after(0));
    }
    if tokens[0].is_word("gemspec") && paths.is_empty() {
        paths.push(".");
    }
    paths
}

/// Adds the files that `statement` of the Gemfile `file` loads; returns those that are evaluated.
fn add_loaded(collector: &mut Collector, file: &str, statement: &Statement) -> Vec<String> {
    let tokens = &statement.tokens;
    let has_word = |names: &[&str]| {
        tokens
            .iter()
            .any(|token| names.iter().any(|name| token.is_word(name)))
    };
    let is_ruby_file =
        tokens[0].is_word("ruby") && tokens.iter().any(|token| token.is_option("file"));
    let evaluates = has_word(EVALUATES);
    if !evaluates && !is_ruby_file && !has_word(READS) {
        return Vec::new();
    }
    let texts: Vec<&str> = tokens.iter().filter_map(Token::text).collect();
    let joined = texts.join("/");
    let mut found: Vec<String> = Vec::new();
    for candidate in texts.iter().copied().chain([joined.as_str()]) {
        // `File.expand_path("../x", __FILE__)` names a file next to the Gemfile.
        let sibling = candidate
            .strip_prefix("../")
            .filter(|_| has_word(&["__FILE__"]));
        let path = format!("{}{}", folder(file), sibling.unwrap_or(candidate));
        let with_extension = format!("{path}.rb");
        let mut paths = [path, candidate.to_owned(), with_extension].into_iter();
        let existing = paths.find(|path| collector.add_existing(path));
        found.extend(existing.filter(|path| !found.contains(path)));
    }
    let is_conditional = has_word(&["if", "unless", "exist", "exists", "file"]);
    if found.is_empty() && evaluates && !is_conditional {
        let is_literal = texts.iter().any(|text| !text.contains("#{")) && !has_word(&["ENV"]);
        let kind = if is_literal {
            ObstacleKind::Missing
        } else {
            ObstacleKind::Computed
        };
        let shown = texts.first().copied().unwrap_or("eval_gemfile");
        collector.report(kind, &Claim::new(file, statement.line, shown));
    }
    if evaluates { found } else { Vec::new() }
}
