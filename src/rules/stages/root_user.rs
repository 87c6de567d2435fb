//! The service runs as root.
//!
//! ## Why
//! Whoever breaks into the service is root in the container: the code can be changed, packages installed, and one
//! fault of the kernel or of a mount is enough to leave it. Kubernetes refuses such images where `runAsNonRoot` is
//! set.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! user = "root"
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.production]
//! user = { name = "appuser", uid = 10001, group = "appgroup", gid = 20001 }
//! ```

use crate::{
    rules::prelude::*,
    spec::stages::{DEFAULT_USER, User},
};

pub const RULE: Rule = Rule::warning("TV0322", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for Placed { value, at } in spec.users() {
        if matches!(value, User::Name(name) if name == "root") {
            findings.report(at, "the service runs as `root`").label("may do anything").help(format!(
                "take out `user`, and it runs as `{DEFAULT_USER}`; what it must write to goes into `writable`"
            ));
        }
    }
}
