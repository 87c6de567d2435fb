//! The user or its group has no number, or one that it cannot have.
//!
//! ## Why
//! Kubernetes can tell by the number alone that a user is not root, and volumes keep numbers, not names. Left to
//! Alpine, the number would be the next one free, and change with the packages.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! user = { name = "appuser", uid = 10001, group = "appgroup" }
//! ```
//!
//! ```toml
//! [stages.production]
//! user = { uid = 0, gid = 20001 }
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = { name = "appuser", uid = 10001, group = "appgroup", gid = 20001 }
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{DEFAULT_GID, DEFAULT_UID, IDS, User},
};

pub const RULE: Rule = Rule::error("TV0324", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value, at } in spec.users() {
        let User::Added(user) = value else { continue };
        let numbers = [
            ("uid", user.uid, DEFAULT_UID),
            ("gid", user.gid, DEFAULT_GID),
        ];
        let missing = numbers.iter().filter(|(_, number, _)| number.is_none());
        let missing: Vec<String> = missing
            .map(|(key, _, default)| format!("{key} = {default}"))
            .collect();
        if !missing.is_empty() {
            let keys: Vec<&str> = missing
                .iter()
                .filter_map(|text| text.split(' ').next())
                .collect();
            let keys = format!("`{}`", keys.join("` and no `"));
            findings
                .report(at.clone(), format!("`{at}` has no {keys}"))
                .label("a number is missing")
                .help(format!("add `{}`", missing.join(", ")));
        }
        for (key, number, default) in numbers {
            let Some(number) = number.filter(|number| !IDS.contains(number)) else {
                continue;
            };
            let why = if number == 0 {
                "root's own number"
            } else {
                "out of range"
            };
            findings
                .report(
                    at.key(key),
                    format!("`{number}` cannot be the `{key}` of a user who is added"),
                )
                .label(why)
                .help(format!(
                    "write a number from {} to {}, as in `{key} = {default}`",
                    IDS.start(),
                    IDS.end()
                ));
        }
    }
}
