//! A pattern of .dockerignore would be read as something else.
//!
//! ## Why
//! Docker takes a line that begins with `#` for a comment and drops blanks at its ends: what was meant to stay out of
//! the image would be copied into it, and no message tells.
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
    for (at, pattern) in at!("ignore", "paths")
        .items(patterns)
        .filter(|(_, pattern)| Pattern::parse(pattern).is_none())
    {
        let path = pattern.strip_prefix('!').unwrap_or(pattern);
        let label = match path {
            _ if path.trim().is_empty() => "no pattern",
            _ if pattern.starts_with('#') => "a comment",
            _ if path.starts_with('!') => "a `!` too many",
            _ if path.ends_with('\\') => "ends in a backslash",
            _ => "a blank at an end",
        };
        let help = match suggestion(pattern) {
            Some(near) => format!("write `{near}`"),
            None => "take it out".to_owned(),
        };
        findings
            .report(at, format!("Docker does not read `{pattern}` as it stands"))
            .label(label)
            .help(help);
    }
}

/// The pattern nearest to `pattern`.
fn suggestion(pattern: &str) -> Option<String> {
    let keep = if pattern.trim_start().starts_with('!') {
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
        Some(rest) => format!("{keep}[#]{rest}"),
        None => format!("{keep}{path}"),
    };
    Pattern::parse(&near).map(|pattern| pattern.as_str().to_owned())
}
