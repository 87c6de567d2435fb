//! An environment overrides modules that `[deploy]` does not define.
//!
//! ## Why
//! `modules` of an environment overrides the branch or tag of the modules in `[deploy]`. If `[deploy]` defines none,
//! there is no repository to fetch.
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
    if !spec.deploy.is_set() || spec.deploy.modules.is_set() {
        return;
    }
    let environments = spec.environments.iter();
    for (name, _) in environments.filter(|(_, environment)| environment.modules.is_set()) {
        findings
            .report_key(
                place!("environments", name, "modules"),
                format!("`{name}` overrides modules that `[deploy]` does not define"),
            )
            .label("no repository")
            .help("remove `modules`, or add `modules = { repository = \"https://github.com/acme/modules.git\", ref = \"stable\", directory = \"vendor/modules\" }` to `[deploy]`");
    }
}
