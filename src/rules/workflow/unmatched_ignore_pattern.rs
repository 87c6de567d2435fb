//! An ignore pattern matches no file.
//!
//! ## Why
//! GitHub compares each pattern with the whole path of a file. `documentation` matches a file of that name, not the
//! files in the folder, and a pattern that starts or ends with `/` matches nothing. Changes to
//! the files that should be ignored still start builds.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! ignore_paths = ["documentation"]
//! ```
//!
//! ```toml
//! [workflow]
//! ignore_paths = ["documentation/"]
//! ```
//!
//! ```toml
//! [workflow]
//! ignore_paths = ["./README.md"]
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! ignore_paths = ["documentation/**", "**.md", "LICENSE", "bin/setup"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::warning("TV1705", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let patterns = place!("workflow", "ignore_paths").items(&spec.workflow.ignore_paths);
    for (place, pattern) in patterns.filter(|(_, pattern)| !pattern.trim().is_empty()) {
        // A pattern that starts with `!` is an exception.
        let text = pattern.strip_prefix('!').unwrap_or(pattern);
        let plain = text.trim_start_matches("./").trim_matches('/');
        let is_folder = text.ends_with('/') || is_likely_folder(plain);
        let label = match () {
            () if text.starts_with("./") => "starts with `./`",
            () if text.starts_with('/') => "starts with `/`",
            () if is_folder => "folder",
            () => continue,
        };
        let fixed = if is_folder {
            format!("{plain}/**")
        } else {
            plain.to_owned()
        };
        let fixed = if fixed == "/**" {
            "**".to_owned()
        } else {
            fixed
        };
        let negation = if text == pattern { "" } else { "!" };
        findings
            .report(place, format!("`{pattern}` matches no file"))
            .label(label)
            .help(format!("write `\"{negation}{fixed}\"`"));
    }
}

/// Whether `path` is more likely a folder than a file: a file has an extension, an upper-case name, or is in `bin/`.
fn is_likely_folder(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    !last.is_empty()
        && !path.contains(['*', '?', '[', '+'])
        && !last.contains('.')
        && !last.contains(|c: char| c.is_ascii_uppercase())
        && !path.starts_with("bin/")
}
