//! Two environments deploy the same app.
//!
//! ## Why
//! Terraform creates the app, and by default stores its state, under this name. Two environments with one name
//! silently overwrite each other.
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
        // Reports the environment that sets its name; if both or neither do, the later one.
        let first = known
            .iter()
            .enumerate()
            .find(|(other, (first, candidate))| {
                let is_reported = if candidate.name.is_some() == environment.name.is_some() {
                    *other < position
                } else {
                    environment.name.is_some()
                };
                *other != position && is_reported && candidate.app_name(first) == app
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
                place!("environments", name, "name"),
                format!("`{name}` and `{first}` deploy the same app `{app}`"),
            )
            .label("same app")
            .help(format!(
                "write `name = \"{own}\"` in `[{}]`",
                place!("environments", name)
            ));
    }
}
