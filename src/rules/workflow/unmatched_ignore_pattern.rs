//! A pattern of ignored files matches none.
//!
//! ## Why
//! GitHub compares each pattern with whole paths of files. `documentation` is a file of that name and not what lies in the
//! folder; a pattern that begins or ends with `/` matches nothing at all. Changes there still build and deploy.
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
    let patterns = at!("workflow", "ignore_paths").items(&spec.workflow.ignore_paths);
    for (at, pattern) in patterns.filter(|(_, pattern)| !pattern.trim().is_empty()) {
        // What is not ignored after all begins with `!`.
        let text = pattern.strip_prefix('!').unwrap_or(pattern);
        let plain = text.trim_start_matches("./").trim_matches('/');
        let is_folder = text.ends_with('/') || looks_like_a_folder(plain);
        let label = match () {
            () if text.starts_with("./") => "begins with `./`",
            () if text.starts_with('/') => "begins with `/`",
            () if is_folder => "a folder",
            () => continue,
        };
        let mended = if is_folder {
            format!("{plain}/**")
        } else {
            plain.to_owned()
        };
        let mended = if mended == "/**" {
            "**".to_owned()
        } else {
            mended
        };
        let not = if text == pattern { "" } else { "!" };
        findings
            .report(at, format!("`{pattern}` matches no file"))
            .label(label)
            .help(format!("write `\"{not}{mended}\"`"));
    }
}

/// Whether `path` is more likely a folder than a file: files have an ending, an upper-case name, or are programs.
fn looks_like_a_folder(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    !last.is_empty()
        && !path.contains(['*', '?', '[', '+'])
        && !last.contains('.')
        && !last.contains(|c: char| c.is_ascii_uppercase())
        && !path.starts_with("bin/")
}
