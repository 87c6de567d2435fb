//! An environment's name cannot name what is made for it.
//!
//! ## Why
//! The name becomes a make target, a job's id, an environment of GitHub's and, unless another is given, the app's name.
//! Lower-case letters, digits, `-` and `_`, a letter first, at most 40 characters fit these. (An app's name has no `_`:
//! such an environment needs a `name`.)
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

/// How long a name can be.
const MOST: usize = 40;

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.environments.keys() {
        let label = match Target::parse(name) {
            Some(_) if name.len() <= MOST => continue,
            Some(_) => "too long",
            None => "not a-z, 0-9, `-` and `_`",
        };
        findings
            .report_key(
                at!("environments", name),
                format!("`{name}` cannot name an environment"),
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
        .take(MOST)
        .collect();
    let short = short.trim_end_matches('-');
    if short.is_empty() {
        "staging".to_owned()
    } else {
        short.to_owned()
    }
}
