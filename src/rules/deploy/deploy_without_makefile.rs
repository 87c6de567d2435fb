//! The workflow deploys through a Makefile that is left out.
//!
//! ## Why
//! A deployment in the workflow is `make ci staging terraform-apply`, the very command that works on somebody's own
//! machine. Without the Makefile the job has nothing to run.
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
    if spec.deploy.is_written() && makefile == Some(&Output::Switch(false)) {
        findings
            .report(
                at!("outputs", "makefile"),
                "`[deploy]` needs the Makefile that `makefile = false` leaves out",
            )
            .label("needed to deploy")
            .help("take `makefile = false` out, or the table `[deploy]`");
    }
}
