//! The name of an excluded group is invalid.
//!
//! ## Why
//! A Gemfile names its groups with symbols: letters, digits, `_` and `-`. Bundler splits a list of groups at spaces and
//! colons, and ignores a group without gems: the gems to exclude would be installed.
//!
//! ## Fails
//! ```toml
//! [bundle]
//! without = ["development test"]
//! ```
//!
//! ```toml
//! [bundle]
//! without = [":test"]
//! ```
//!
//! ## Passes
//! ```toml
//! [bundle]
//! without = ["development", "test"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0404", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let groups = place!("bundle", "without").items(spec.bundle.without.iter().flatten());
    for (place, group) in groups.filter(|(_, group)| !is_group(group)) {
        findings
            .report(place, format!("`{group}` is not a valid group name"))
            .label("invalid name")
            .help(suggestion(group));
    }
}

fn is_group(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_allowed)
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}

/// Suggests a replacement for `group`.
fn suggestion(group: &str) -> String {
    let names: Vec<&str> = group
        .split(|c| !is_allowed(c))
        .filter(|name| is_group(name))
        .collect();
    match names.as_slice() {
        [] => "write the name as in the Gemfile, such as `\"test\"`".to_owned(),
        [name] => format!("write `\"{name}\"`"),
        names => format!(
            "write each as a separate item: `\"{}\"`",
            names.join("\", \"")
        ),
    }
}
