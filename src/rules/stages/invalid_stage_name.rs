//! A stage has an invalid name.
//!
//! ## Why
//! The name of a stage consists of lower-case letters, digits, `-`, `_` and `.`, and starts with a letter. Three names
//! are reserved: `base` is the stage that is generated from `[base]`, `context` is Docker's name for the build context,
//! and `scratch` is the empty image.
//!
//! ## Fails
//! ```toml
//! [stages.Docs]
//! from = "builder"
//!
//! [stages.production]
//! copy = ["/app", { from = "Docs", path = "/Docs" }]
//! ```
//!
//! ```toml
//! [stages.base]
//!
//! [stages.production]
//! copy = ["/app", { from = "base", path = "/base" }]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.docs]
//! from = "builder"
//!
//! [stages.production]
//! copy = ["/app", { from = "docs", path = "/docs" }]
//! ```

use crate::{lang::docker::StageName, rules::prelude::*};

pub const RULE: Rule = Rule::error("TV0301", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.stages.keys() {
        let (message, label) = match name.as_str() {
            "base" | "context" | "scratch" => (
                format!("`{name}` is reserved and cannot name a stage"),
                "reserved name",
            ),
            _ if StageName::parse(name).is_none() => (
                format!("`{name}` is not a valid stage name"),
                "invalid name",
            ),
            _ => continue,
        };
        findings
            .report_key(place!("stages", name), message)
            .label(label)
            .help(format!(
                "rename it to `[stages.{}]`, here and wherever it is used",
                suggestion(name)
            ));
    }
}

/// The valid name nearest to `name`.
fn suggestion(name: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if is_allowed(c) { c } else { '-' })
        .collect();
    let plain = plain
        .trim_start_matches(|c: char| !c.is_ascii_lowercase())
        .trim_end_matches('-');
    match plain {
        "" => "docs".to_owned(),
        "base" | "context" | "scratch" => format!("{plain}-files"),
        _ => plain.to_owned(),
    }
}
