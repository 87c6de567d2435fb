//! The user that runs the service is not known to the image.
//!
//! ## Why
//! The image of Ruby has no user for services. One that is given as a table is added to the image, with numbers
//! that Kubernetes can check; the only name that stands alone is `root`.
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
    for Placed { value, at } in spec.users() {
        let User::Name(name) = value else { continue };
        if name != "root" {
            let (user, group) = if is_user_name(name) {
                (name.as_str(), name.as_str())
            } else {
                (DEFAULT_USER, DEFAULT_GROUP)
            };
            findings.report(at, format!("the image has no user `{name}`")).label("unknown user").help(format!(
                "write `user = {{ name = \"{user}\", uid = {DEFAULT_UID}, group = \"{group}\", gid = {DEFAULT_GID} }}`"
            ));
        }
    }
}
