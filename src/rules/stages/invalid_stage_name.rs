//! A stage has a name that Docker does not take.
//!
//! ## Why
//! Docker takes lower-case letters, digits, `-`, `_` and `.`, a letter first. Three names are taken: `base` is the
//! stage made of `[base]`, `context` is what Docker calls the build context, and `scratch` the empty image.
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
                format!("`{name}` already means something else"),
                "a reserved name",
            ),
            _ if StageName::parse(name).is_none() => {
                (format!("`{name}` cannot name a stage"), "not a stage name")
            }
            _ => continue,
        };
        findings
            .report_key(at!("stages", name), message)
            .label(label)
            .help(format!(
                "name it `[stages.{}]`, and so wherever it is used",
                suggestion(name)
            ));
    }
}

/// The name nearest to `name`.
fn suggestion(name: &str) -> String {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if letter(c) { c } else { '-' })
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
