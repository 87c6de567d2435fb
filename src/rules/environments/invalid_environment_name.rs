//! An environment name is invalid.
//!
//! ## Why
//! The name becomes a make target, a job ID, a GitHub environment and, unless another is set, the app's name. All of
//! them accept at most 40 lower-case letters, digits, `-` and `_`, with a letter first. (An app name cannot contain
//! `_`: such an environment needs a `name`.)
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.Pre_Prod]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.pre-prod]
//! on = "push"
//! ```

use crate::{lang::make::Target, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV1101", Check::Spec(check));

/// The maximum length of a name.
const MAX_LENGTH: usize = 40;

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.environments.keys() {
        let label = match Target::parse(name) {
            Some(_) if name.len() <= MAX_LENGTH => continue,
            Some(_) => "too long",
            None => "use a-z, 0-9, `-` and `_`, starting with a letter",
        };
        findings
            .report_key(
                place!("environments", name),
                format!("`{name}` is not a valid environment name"),
            )
            .label(label)
            .help(format!("write `[environments.{}]`", suggestion(name)));
    }
}

/// The name nearest to `name`.
fn suggestion(name: &str) -> String {
    let letters: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let short: String = letters
        .trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .chars()
        .take(MAX_LENGTH)
        .collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() {
        "staging".to_owned()
    } else {
        short.to_owned()
    }
}
