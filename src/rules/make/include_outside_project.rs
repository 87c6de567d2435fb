//! An included file is outside the project or has an unsafe path.
//!
//! ## Why
//! The Makefile includes files of the repository; files elsewhere do not exist on every machine. In an `include`,
//! whitespace, `$`, `#` and `:` are special, and a Makefile that includes itself never ends.
//!
//! ## Fails
//! ```toml
//! [make]
//! include = ["../common/*.mk"]
//! ```
//!
//! ```toml
//! [make]
//! include = ["/etc/make/*.mk"]
//! ```
//!
//! ```toml
//! [make]
//! include = ["make/$(ENVIRONMENT).mk"]
//! ```
//!
//! ```toml
//! [make]
//! include = ["*/targets.mk"]
//! ```
//!
//! ```toml
//! [make]
//! include = ["Make*"]
//! ```
//!
//! ## Passes
//! ```toml
//! [make]
//! include = ["make/*.mk", "docs/targets.mk"]
//! ```

use crate::{rules::prelude::*, spec::outputs::normalize_path};

pub const RULE: Rule = Rule::error("TV1801", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let makefile = spec.output_path("makefile");
    let includes = spec.make.include.iter();
    for (item, path) in includes.enumerate() {
        let is_makefile = makefile
            .as_deref()
            .is_some_and(|file| matches_file(path, file));
        let Some(problem) =
            find_problem(path).or_else(|| is_makefile.then_some("the Makefile itself"))
        else {
            continue;
        };
        findings
            .report(
                place!("make", "include").item(item),
                format!("the Makefile cannot include `{path}`"),
            )
            .label(problem)
            .help(format!(
                "write a path relative to the folder of the spec, as in `{}`",
                suggestion(path)
            ));
    }
}

/// The problem with `path` in an `include`, in a few words.
fn find_problem(path: &str) -> Option<&'static str> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let problems = [
        (path.trim().is_empty(), "blank"),
        (path.starts_with('/'), "absolute path"),
        (path.starts_with('~'), "starts with `~`"),
        (path.starts_with('-'), "starts with `-`"),
        (path.split('/').any(|part| part == ".."), "contains `..`"),
        (folder.contains(['*', '?']), "wildcard in a folder name"),
        (["", "."].contains(&file), "a folder, not a file"),
        (!path.chars().all(is_plain), "special character"),
    ];
    problems
        .into_iter()
        .find(|(found, _)| *found)
        .map(|(_, problem)| problem)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-/@+*?".contains(c)
}

/// Whether `path`, which can contain `*` and `?`, matches `file`.
fn matches_file(path: &str, file: &str) -> bool {
    normalize_path(path).is_some_and(|path| {
        let path: Vec<char> = path.chars().collect();
        let file: Vec<char> = file.chars().collect();
        matches(&path, &file)
    })
}

/// Whether `pattern` matches all of `text`; neither `*` nor `?` matches a `/`.
fn matches(pattern: &[char], text: &[char]) -> bool {
    // Whether the pattern so far matches the first `index` characters of the text, for each index.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for symbol in pattern {
        let mut next = vec![false; text.len() + 1];
        next[0] = *symbol == '*' && reached[0];
        for (index, c) in text.iter().enumerate() {
            match symbol {
                '*' => next[index + 1] = *c != '/' && next[index] || reached[index + 1],
                '?' => next[index + 1] = *c != '/' && reached[index],
                symbol => next[index + 1] = symbol == c && reached[index],
            }
        }
        reached = next;
    }
    reached[text.len()]
}

/// The valid path nearest to `path`.
fn suggestion(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let letters: String = file.chars().filter(|c| is_plain(*c)).collect();
    match letters.trim_start_matches(['-', '.']) {
        "" => "make/*.mk".to_owned(),
        name => format!("make/{name}"),
    }
}
