//! The user or its group has no ID, or an invalid one.
//!
//! ## Why
//! Kubernetes can only tell from the ID that a user is not root, and volumes store IDs, not names. Without an ID,
//! Alpine assigns the next free one, which changes with the packages.
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
    for Placed { value, place } in spec.users() {
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
                .report(place.clone(), format!("`{place}` has no {keys}"))
                .label("missing ID")
                .help(format!("add `{}`", missing.join(", ")));
        }
        for (key, number, default) in numbers {
            let Some(number) = number.filter(|number| !IDS.contains(number)) else {
                continue;
            };
            let label = if number == 0 {
                "reserved for root"
            } else {
                "out of range"
            };
            findings
                .report(
                    place.key(key),
                    format!("`{number}` is not a valid `{key}` for the service's user"),
                )
                .label(label)
                .help(format!(
                    "write a number from {} to {}, as in `{key} = {default}`",
                    IDS.start(),
                    IDS.end()
                ));
        }
    }
}
