//! A group to leave out is not a group's name.
//!
//! ## Why
//! A Gemfile names its groups with symbols: letters, digits, `_` and `-`. Bundler parts several groups at blanks
//! and colons, and says nothing about a group that no gem is in: the gems would be installed.
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
    let groups = at!("bundle", "without").items(spec.bundle.without.iter().flatten());
    for (at, group) in groups.filter(|(_, group)| !is_group(group)) {
        findings
            .report(at, format!("`{group}` is not the name of a group"))
            .label("not a group")
            .help(suggestion(group));
    }
}

fn is_group(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_inside)
}

fn is_inside(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_-".contains(c)
}

/// What to write instead of `group`.
fn suggestion(group: &str) -> String {
    let names: Vec<&str> = group
        .split(|c| !is_inside(c))
        .filter(|name| is_group(name))
        .collect();
    match names.as_slice() {
        [] => "write the name as the Gemfile has it, as in `\"test\"`".to_owned(),
        [name] => format!("write `\"{name}\"`"),
        names => format!(
            "write each as an item of its own: `\"{}\"`",
            names.join("\", \"")
        ),
    }
}
