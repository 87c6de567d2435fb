//! A .dockerignore pattern is malformed.
//!
//! ## Why
//! Docker treats a line that starts with `#` as a comment, and trims whitespace at both ends. Files that were meant to
//! stay out of the image would be copied into it, without any message.
//!
//! ## Fails
//! ```toml
//! [ignore]
//! paths = ["#backup"]
//! ```
//!
//! ```toml
//! [ignore]
//! paths = ["log/ "]
//! ```
//!
//! ## Passes
//! ```toml
//! [ignore]
//! paths = ["[#]backup", "log/", "!log/.keep"]
//! ```

use crate::{lang::dockerignore::Pattern, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV2001", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let patterns = &spec.ignore.paths;
    for (place, pattern) in place!("ignore", "paths")
        .items(patterns)
        .filter(|(_, pattern)| Pattern::parse(pattern).is_none())
    {
        let path = pattern.strip_prefix('!').unwrap_or(pattern);
        let label = match path {
            _ if path.trim().is_empty() => "empty",
            _ if pattern.starts_with('#') => "starts a comment",
            _ if path.starts_with('!') => "more than one `!`",
            _ if path.ends_with('\\') => "ends with a backslash",
            _ if path.trim() != path => "surrounding whitespace",
            _ => "malformed",
        };
        let help = match suggestion(pattern) {
            Some(fixed) => format!("write `{fixed}`"),
            None => "remove it".to_owned(),
        };
        findings
            .report(
                place,
                format!("`{pattern}` is not a valid `.dockerignore` pattern"),
            )
            .label(label)
            .help(help);
    }
}

/// The valid pattern nearest to `pattern`.
fn suggestion(pattern: &str) -> Option<String> {
    let negation = if pattern.trim_start().starts_with('!') {
        "!"
    } else {
        ""
    };
    let path = pattern
        .trim()
        .trim_start_matches('!')
        .trim()
        .trim_end_matches(['\\', ' ', '\t']);
    let near = match path.strip_prefix('#') {
        Some(rest) => format!("{negation}[#]{rest}"),
        None => format!("{negation}{path}"),
    };
    Pattern::parse(&near).map(|pattern| pattern.as_str().to_owned())
}
