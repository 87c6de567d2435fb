//! An included file is none of the project, or none that make can be told of.
//!
//! ## Why
//! The Makefile includes files of the repository: what lies elsewhere is not there for everyone. In an `include` blanks,
//! `$`, `#` and `:` mean something to make, and a Makefile that includes itself never ends.
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

use crate::{rules::prelude::*, spec::outputs::shortest};

pub const RULE: Rule = Rule::error("TV1801", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let makefile = spec.output_path("makefile");
    let includes = spec.make.include.iter();
    for (item, path) in includes.enumerate() {
        let itself = makefile.as_deref().is_some_and(|file| names(path, file));
        let Some(fault) = fault(path).or_else(|| itself.then_some("the Makefile itself")) else {
            continue;
        };
        findings
            .report(
                at!("make", "include").item(item),
                format!("make cannot include `{path}` of the project"),
            )
            .label(fault)
            .help(format!(
                "write a path from the folder of the spec, as in `{}`",
                suggestion(path)
            ));
    }
}

/// What keeps `path` from standing in an `include`, in a few words.
fn fault(path: &str) -> Option<&'static str> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let faults = [
        (path.trim().is_empty(), "blank"),
        (path.starts_with('/'), "an absolute path"),
        (path.starts_with('~'), "begins with `~`"),
        (path.starts_with('-'), "begins with `-`"),
        (
            path.split('/').any(|part| part == ".."),
            "leads out with `..`",
        ),
        (folder.contains(['*', '?']), "a wildcard in a folder"),
        (["", "."].contains(&file), "a folder, not a file"),
        (!path.chars().all(is_plain), "not for make"),
    ];
    faults
        .into_iter()
        .find(|(found, _)| *found)
        .map(|(_, fault)| fault)
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._-/@+*?".contains(c)
}

/// Whether `path` names the file `file`, with its `*` and `?` or without.
fn names(path: &str, file: &str) -> bool {
    shortest(path).is_some_and(|path| {
        let path: Vec<char> = path.chars().collect();
        let file: Vec<char> = file.chars().collect();
        matches(&path, &file)
    })
}

/// Whether `pattern` matches all of `text`; neither `*` nor `?` matches a `/`.
fn matches(pattern: &[char], text: &[char]) -> bool {
    // How much of the text the pattern up to here can have matched.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for one in pattern {
        let mut next = vec![false; text.len() + 1];
        next[0] = *one == '*' && reached[0];
        for (at, c) in text.iter().enumerate() {
            match one {
                '*' => next[at + 1] = *c != '/' && next[at] || reached[at + 1],
                '?' => next[at + 1] = *c != '/' && reached[at],
                one => next[at + 1] = one == c && reached[at],
            }
        }
        reached = next;
    }
    reached[text.len()]
}

/// The path nearest to `path`.
fn suggestion(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let letters: String = file.chars().filter(|c| is_plain(*c)).collect();
    match letters.trim_start_matches(['-', '.']) {
        "" => "make/*.mk".to_owned(),
        name => format!("make/{name}"),
    }
}
