//! An environment takes modules from a branch of nothing.
//!
//! ## Why
//! `modules` of an environment replaces the branch or the tag of those that `[deploy]` names. Where that names none,
//! there is no repository to take them from.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! modules = { ref = "testing" }
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "vendor/modules" }
//!
//! [environments.staging]
//! on = "push"
//! modules = { ref = "testing" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1212", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if !spec.deploy.is_written() || spec.deploy.modules.is_written() {
        return;
    }
    let environments = spec.environments.iter();
    for (name, _) in environments.filter(|(_, environment)| environment.modules.is_written()) {
        findings
            .report_key(
                at!("environments", name, "modules"),
                format!("there are no modules that `{name}` could take from another branch"),
            )
            .label("no repository")
            .help("take `modules` out, or add `modules = { repository = \"https://github.com/acme/modules.git\", ref = \"stable\", directory = \"vendor/modules\" }` to `[deploy]`");
    }
}
