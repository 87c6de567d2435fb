//! `check_drift` is on, but `workflow.tvgen` is not set.
//!
//! ## Why
//! `check_drift` adds a job that installs tvgen. tvgen is not published to any package registry, and a package of that
//! name is a different project. The job therefore installs a commit from tvgen's own repository, and the
//! spec names the repository and the commit.
//!
//! ## Fails
//! ```toml
//! [workflow]
//! check_drift = true
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! check_drift = true
//! tvgen = { repository = "https://github.com/OWNER/tvgen", commit = "0123456789abcdef0123456789abcdef01234567" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1706", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    if spec.workflow.check_drift == Some(true) && !spec.workflow.tvgen.is_set() {
        findings
            .report(
                place!("workflow", "check_drift"),
                "`check_drift` is on without `workflow.tvgen`",
            )
            .label("no tvgen source")
            .help(
                "write `tvgen = { repository = \"https://github.com/OWNER/tvgen\", commit = \"COMMIT\" }` in `[workflow]`, with \
                 tvgen's repository and the 40 digits of a commit that you trust",
            );
    }
}
