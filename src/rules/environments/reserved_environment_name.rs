//! An environment is named as a target of the Makefile.
//!
//! ## Why
//! `make staging` chooses the environment `staging`, so each environment is a target of its own beside tvgen's. With
//! two targets of one name make keeps the last, and `make help` or `make shell` would do something else.
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
                at!("environments", name),
                format!("`make {name}` already does something else"),
            )
            .label("a target of ours")
            .help(format!(
                "write `[environments.{name}-app]`, or another name"
            ));
    }
}
