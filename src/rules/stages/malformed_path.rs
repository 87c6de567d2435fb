//! A path contains a character that Docker or a shell interprets.
//!
//! ## Why
//! Whitespace ends the path, `$` starts a variable, and a leading `-` makes it an option. Letters, digits and
//! `._-/@+~,=%:` are literal in all outputs; `*` and `?` match file names, as usual.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! remove = ["node_modules", "old docs"]
//! ```
//!
//! ```toml
//! [stages.production]
//! writable = ["$HOME/tmp"]
//! ```
//!
//! ```toml
//! [stages.docs]
//! copy = [{ path = "docs", to = "-docs" }]
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! remove = ["node_modules", "old?docs", "*.log"]
//! ```

use crate::{rules::prelude::*, source::path::normalize, spec::paths::find_invalid_character};

pub const RULE: Rule = Rule::error("TV0315", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: path, place } in spec.paths() {
        if path.is_empty() {
            findings
                .report(place.clone(), format!("`{place}` is empty"))
                .label("empty path")
                .help("write a file or a folder, as in `\"tmp\"`");
        } else if is_from_context(&place) && path.trim_matches('/').is_empty() {
            findings
                .report(place, format!("`{path}` is the whole folder of the spec"))
                .label("not a file")
                .help("list the files that the installation reads");
        } else if is_from_context(&place) && normalize(path).starts_with("..") {
            findings
                .report(
                    place,
                    format!("`{path}` is outside of the folder of the spec"),
                )
                .label("not in the build context")
                .help("move the file into the folder of the spec, and write its path there");
        } else if let Some(c) = find_invalid_character(path).or_else(|| find_wildcard(path, &place))
        {
            let help = suggestion(path, c, matches_files(&place));
            findings
                .report(place, format!("`{path}` contains an invalid `{c}`"))
                .label(format!("invalid `{c}`"))
                .help(help);
        }
    }
}

/// Whether the path at `place` is always copied from the build context.
fn is_from_context(place: &Place) -> bool {
    let mut keys = place.keys().iter().filter_map(Key::name);
    keys.any(|key| ["extra_files", "files"].contains(&key))
}

/// The first wildcard of `path`, if the path at `place` must not be a pattern.
fn find_wildcard(path: &str, place: &Place) -> Option<char> {
    path.chars()
        .find(|c| ['*', '?'].contains(c))
        .filter(|_| !matches_files(place))
}

/// Whether the path at `place` can be a pattern, because it matches existing files.
fn matches_files(place: &Place) -> bool {
    let keys = place.keys().iter().filter_map(Key::name);
    keys.into_iter()
        .next_back()
        .is_some_and(|key| !["writable", "to"].contains(&key))
}

/// The help for `path`, which cannot contain `c`.
fn suggestion(path: &str, c: char, pattern: bool) -> String {
    match c {
        '*' | '?' if !pattern => {
            "write the folders themselves: a wildcard matches nothing before they exist".to_owned()
        }
        '$' => "write the folder itself: variables are not expanded here".to_owned(),
        '-' => format!("write `\"./{path}\"`"),
        '~' => format!(
            "write the folder itself, as in `\"{}\"`",
            path.replacen('~', "/root", 1)
        ),
        _ => {
            let other = if pattern { '?' } else { '-' };
            let path: String = path
                .chars()
                .map(|c| {
                    if find_invalid_character(&format!("x{c}")).is_some() {
                        other
                    } else {
                        c
                    }
                })
                .collect();
            if !path.contains(char::is_alphanumeric) {
                return "write a file or a folder, as in `\"tmp\"`".to_owned();
            }
            let action = if pattern {
                "use a wildcard"
            } else {
                "choose another name"
            };
            format!("{action}: write `\"{path}\"`")
        }
    }
}
