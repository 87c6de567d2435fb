//! The user that runs the service does not exist in the image.
//!
//! ## Why
//! The Ruby image has no user for services. A user that is set as a table is added to the image, with IDs that
//! Kubernetes can check; the only user that can be set by name is `root`.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! user = "deploy"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = { name = "deploy", uid = 10001, group = "deploy", gid = 20001 }
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{DEFAULT_GID, DEFAULT_GROUP, DEFAULT_UID, DEFAULT_USER, User, is_user_name},
};

pub const RULE: Rule = Rule::error("TV0323", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value, place } in spec.users() {
        let User::Name(name) = value else { continue };
        if name != "root" {
            let (user, group) = if is_user_name(name) {
                (name.as_str(), name.as_str())
            } else {
                (DEFAULT_USER, DEFAULT_GROUP)
            };
            findings.report(place, format!("the image has no user `{name}`")).label("unknown user").help(format!(
                "write `user = {{ name = \"{user}\", uid = {DEFAULT_UID}, group = \"{group}\", gid = {DEFAULT_GID} }}`"
            ));
        }
    }
}
