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

use crate::{rules::prelude::*, spec::paths::find_invalid_character};

pub const RULE: Rule = Rule::error("TV0315", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: path, place } in spec.paths() {
        if path.is_empty() {
            findings
                .report(place.clone(), format!("`{place}` is empty"))
                .label("empty path")
                .help("write a file or a folder, as in `\"tmp\"`");
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

/// The replacement for `path`, which cannot contain `c`.
fn suggestion(path: &str, c: char, pattern: bool) -> String {
    match c {
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
                    let is_wildcard = !pattern && ['*', '?'].contains(&c);
                    if is_wildcard || find_invalid_character(&format!("x{c}")).is_some() {
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
