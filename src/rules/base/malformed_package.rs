//! A package name or version constraint is invalid.
//!
//! ## Why
//! apk expects a name of lower-case letters, digits and `+._-`, optionally followed by a constraint: one of `=` `>=`
//! `<=` `>` `<` `~` and a version. Anything else is an unknown package to apk, or a second word to the shell.
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
    spec::base::{Constraint, Package, is_constraint, is_package_name, split_package},
};

pub const RULE: Rule = Rule::error("TV0207", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, package) in spec.packages() {
        match package {
            Package::Short(text) => check_short(text, place, findings),
            Package::Long(constraint) => check_long(constraint, &place, findings),
        }
    }
}

fn check_short(text: &str, place: Place, findings: &mut Findings) {
    if !is_package(text) {
        findings
            .report(place, format!("`{text}` is not a valid package"))
            .label("invalid name or constraint")
            .help(suggestion(text));
    }
}

fn check_long(constraint: &Constraint, place: &Place, findings: &mut Findings) {
    if let Some(name) = constraint
        .name
        .as_ref()
        .filter(|name| !is_package_name(name))
    {
        let (bare, version) = split_package(name);
        let help = if !version.is_empty() && is_package(name) {
            format!("write `name = \"{bare}\", version = \"{version}\"`")
        } else {
            suggestion(name)
        };
        findings
            .report(place.key("name"), format!("`{name}` is not a package name"))
            .label("use a package name without a constraint")
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
                place.key("version"),
                format!("`{version}` is not a version constraint"),
            )
            .label("use an operator and a version")
            .help(format!(
                "write an operator and a version, as in `version = \"{help}\"`"
            ));
    }
}

/// Whether `text` is a package name, optionally with a constraint.
fn is_package(text: &str) -> bool {
    let (name, constraint) = split_package(text);
    is_package_name(name) && (constraint.is_empty() || is_constraint(constraint))
}

/// Suggests a replacement for `text`.
fn suggestion(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let joined = words.concat();
    if words.len() > 1 && words.iter().all(|word| is_package(word)) {
        format!(
            "write each as a separate item: `\"{}\"`",
            words.join("\", \"")
        )
    } else if is_package(&joined) {
        format!("write `\"{joined}\"`")
    } else {
        "write the name that `apk search` shows, optionally with a constraint, as in `\"openssl>=3.5.7-r0\"`".to_owned()
    }
}
