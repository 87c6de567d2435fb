//! A user or a group has an invalid name.
//!
//! ## Why
//! Alpine's `adduser` and `addgroup` accept a name of at most 32 characters that consists of lower-case letters,
//! digits, `_` and `-`, and starts with a letter or `_`. `root` already exists, and adding it again fails.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! user = { name = "App User", uid = 10001, gid = 20001 }
//! ```
//!
//! ```toml
//! [stages.production]
//! user = { group = "root", uid = 10001, gid = 20001 }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = { name = "app-user", uid = 10001, gid = 20001 }
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{DEFAULT_GROUP, DEFAULT_USER, User, is_user_name},
};

pub const RULE: Rule = Rule::error("TV0325", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value, place } in spec.users() {
        let User::Added(user) = value else { continue };
        let names = [
            ("name", "user", &user.name, DEFAULT_USER),
            ("group", "group", &user.group, DEFAULT_GROUP),
        ];
        for (key, kind, name, default) in names {
            let Some(name) = name else { continue };
            let (message, label) = match name.as_str() {
                "root" => (
                    format!("the {kind} `root` already exists"),
                    "cannot be added",
                ),
                _ if !is_user_name(name) => (
                    format!("`{name}` is not a valid {kind} name"),
                    "invalid name",
                ),
                _ => continue,
            };
            findings
                .report(place.key(key), message)
                .label(label)
                .help(format!("write `{key} = \"{}\"`", suggestion(name, default)));
        }
    }
}

/// The valid name nearest to `name`.
fn suggestion(name: &str, default: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if is_allowed(c) { c } else { '-' })
        .take(32)
        .collect();
    if name != "root" && is_user_name(&plain) {
        plain
    } else {
        default.to_owned()
    }
}
