//! A path has a character that Docker or a shell reads as something else.
//!
//! ## Why
//! A blank ends the path, `$` begins a variable, and a leading `-` makes it an option. Letters, digits and
//! `._-/@+~,=%:` mean themselves in all outputs; `*` and `?` match file names, as usual.
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

use crate::{rules::prelude::*, spec::paths::misfit};

pub const RULE: Rule = Rule::error("TV0315", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value: path, at } in spec.paths() {
        if path.is_empty() {
            findings
                .report(at.clone(), format!("`{at}` is empty"))
                .label("no path")
                .help("name a file or a directory, as in `\"tmp\"`");
        } else if let Some(c) = misfit(path) {
            let help = remedy(path, c, matches_files(&at));
            findings
                .report(at, format!("`{path}` has `{c}` where no path can have it"))
                .label(format!("has `{c}` in it"))
                .help(help);
        }
    }
}

/// Whether the path at `at` may be a pattern, because files that are there already are looked for.
fn matches_files(at: &Place) -> bool {
    let keys = at.keys().iter().filter_map(Key::name);
    keys.into_iter()
        .next_back()
        .is_some_and(|key| !["writable", "to"].contains(&key))
}

/// What to write instead of `path`, which cannot have `c`.
fn remedy(path: &str, c: char, pattern: bool) -> String {
    match c {
        '$' => "write the directory itself: variables mean nothing here".to_owned(),
        '-' => format!("write `\"./{path}\"`"),
        '~' => format!(
            "write the directory itself, as in `\"{}\"`",
            path.replacen('~', "/root", 1)
        ),
        _ => {
            let other = if pattern { '?' } else { '-' };
            let path: String = path
                .chars()
                .map(|c| {
                    if misfit(&format!("x{c}")).is_some() {
                        other
                    } else {
                        c
                    }
                })
                .collect();
            if !path.contains(char::is_alphanumeric) {
                return "name a file or a directory, as in `\"tmp\"`".to_owned();
            }
            let why = if pattern {
                "match the character"
            } else {
                "choose another name"
            };
            format!("{why}: write `\"{path}\"`")
        }
    }
}
