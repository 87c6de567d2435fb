//! Two environments are one app.
//!
//! ## Why
//! The name is what Terraform creates the app by, and what its state is kept under. Two environments of one name
//! overwrite each other, each in good faith.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//! name = "hello"
//!
//! [environments.qa]
//! on = "push"
//! name = "hello"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.staging]
//! on = "push"
//!
//! [environments.qa]
//! on = "push"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1114", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let known: Vec<_> = spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on.is_some())
        .collect();
    for (position, &(name, environment)) in known.iter().enumerate() {
        let app = environment.app_name(name);
        // Of two, the one whose name is written is at fault; of two that are, the later.
        let first = known.iter().enumerate().find(|(other, (first, one))| {
            let later = if one.name.is_some() == environment.name.is_some() {
                *other < position
            } else {
                environment.name.is_some()
            };
            *other != position && later && one.app_name(first) == app
        });
        let Some((_, (first, _))) = first else {
            continue;
        };
        let own = if environment.on == Some(On::PullRequest) {
            format!("{name}-pr-{{pr}}")
        } else {
            name.clone()
        };
        findings
            .report(
                at!("environments", name, "name"),
                format!("`{name}` and `{first}` are both the app `{app}`"),
            )
            .label("the same app")
            .help(format!(
                "write `name = \"{own}\"` in `[{}]`",
                at!("environments", name)
            ));
    }
}
