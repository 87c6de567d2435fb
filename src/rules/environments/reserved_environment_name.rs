//! An environment has the name of a Makefile target.
//!
//! ## Why
//! `make staging` selects the environment `staging`, so the Makefile has a target for each environment in addition to
//! tvgen's own targets. If two targets have the same name, make uses the last one, and `make help` or `make shell`
//! would do something else.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.console]
//! on = "push"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.console-app]
//! on = "push"
//! ```

use crate::{rules::prelude::*, spec::environments::MAKE_TARGETS};

pub const RULE: Rule = Rule::error("TV1102", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec
        .environments
        .keys()
        .filter(|name| MAKE_TARGETS.contains(&name.as_str()))
    {
        findings
            .report_key(
                place!("environments", name),
                format!("the Makefile already has a target `{name}`"),
            )
            .label("reserved by tvgen")
            .help(format!(
                "write `[environments.{name}-app]`, or another name"
            ));
    }
}
