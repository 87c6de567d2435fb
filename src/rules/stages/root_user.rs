//! The service runs as root.
//!
//! ## Why
//! Anyone who breaks into the service is root in the container: they can change the code and install packages, and one
//! bug in the kernel or in a mount is enough to escape. Kubernetes rejects such images if `runAsNonRoot` is set.
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
    for Placed { value, place } in spec.users() {
        if matches!(value, User::Name(name) if name == "root") {
            findings.report(place, "the service runs as `root`").label("unrestricted user").help(format!(
                "remove `user` to run it as `{DEFAULT_USER}`, and list the folders that it writes to in `writable`"
            ));
        }
    }
}
