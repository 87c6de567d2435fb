//! Deployments require the Makefile, which is disabled.
//!
//! ## Why
//! The workflow deploys with `make ci staging terraform-apply`, the command that also works on a developer's machine.
//! Without the Makefile the job has nothing to run.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [outputs]
//! makefile = false
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [outputs]
//! makefile = "Makefile"
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{rules::prelude::*, spec::outputs::Output};

pub const RULE: Rule = Rule::error("TV1203", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let makefile = spec.outputs.makefile.as_ref();
    if spec.deploy.is_set() && makefile == Some(&Output::Switch(false)) {
        findings
            .report(
                place!("outputs", "makefile"),
                "`[deploy]` requires the Makefile that `makefile = false` disables",
            )
            .label("required to deploy")
            .help("remove `makefile = false`, or the table `[deploy]`");
    }
}
