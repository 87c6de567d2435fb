//! A package is not written as apk reads it.
//!
//! ## Why
//! apk takes a name of lower-case letters, digits and `+._-`, and perhaps a constraint: one of `=` `>=` `<=` `>`
//! `<` `~` and a version. Anything else is an unknown package to apk, or a second word to the shell.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq >= 17.6-r0"]
//! ```
//!
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = [{ name = "openssl", version = "3.5.7-r0" }]
//! ```
//!
//! ```toml
//! [stages.builder]
//! packages = ["git curl"]
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! packages = ["libpq", "sqlite-libs>=3.50.4-r0", { name = "openssl", version = ">=3.5.7-r0" }]
//!
//! [lints]
//! allow = ["pin-without-reason"]
//! ```

use crate::{
    rules::prelude::*,
    spec::base::{Constraint, Package, is_constraint, is_package_name, split},
};

pub const RULE: Rule = Rule::error("TV0207", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (at, package) in spec.packages() {
        match package {
            Package::Short(text) => short(text, at, findings),
            Package::Long(constraint) => long(constraint, &at, findings),
        }
    }
}

fn short(text: &str, at: Place, findings: &mut Findings) {
    if !fits(text) {
        findings
            .report(at, format!("`{text}` is not a package"))
            .label("not a name and a constraint")
            .help(suggestion(text));
    }
}

fn long(constraint: &Constraint, at: &Place, findings: &mut Findings) {
    if let Some(name) = constraint
        .name
        .as_ref()
        .filter(|name| !is_package_name(name))
    {
        let (bare, version) = split(name);
        let help = if !version.is_empty() && fits(name) {
            format!("write `name = \"{bare}\", version = \"{version}\"`")
        } else {
            suggestion(name)
        };
        findings
            .report(
                at.key("name"),
                format!("`{name}` is not the name of a package"),
            )
            .label("not a bare name")
            .help(help);
    }
    if let Some(version) = constraint
        .version
        .as_ref()
        .filter(|version| !is_constraint(version))
    {
        let number = version.trim_start_matches(|c: char| !c.is_ascii_digit());
        let floor = format!(">={}", number.trim());
        let help = if is_constraint(&floor) {
            floor
        } else {
            ">=3.5.7-r0".to_owned()
        };
        findings
            .report(
                at.key("version"),
                format!("`{version}` is not a constraint"),
            )
            .label("not an operator and a version")
            .help(format!(
                "write an operator and a version, as in `version = \"{help}\"`"
            ));
    }
}

/// Whether `text` is a name, perhaps with a constraint.
fn fits(text: &str) -> bool {
    let (name, constraint) = split(text);
    is_package_name(name) && (constraint.is_empty() || is_constraint(constraint))
}

/// What to write instead of `text`.
fn suggestion(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let joined = words.concat();
    if words.len() > 1 && words.iter().all(|word| fits(word)) {
        format!(
            "write each as an item of its own: `\"{}\"`",
            words.join("\", \"")
        )
    } else if fits(&joined) {
        format!("write `\"{joined}\"`")
    } else {
        "write the name that `apk search` shows, and perhaps a constraint, as in `\"openssl>=3.5.7-r0\"`".to_owned()
    }
}
