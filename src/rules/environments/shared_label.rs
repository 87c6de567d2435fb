//! Two review environments take the same pull requests.
//!
//! ## Why
//! A pull request build goes to its one review environment, and its label tells to which: two apps would be deployed
//! from one build, or none would be sure. GitHub does not tell upper from lower case in labels.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! label = "deploy"
//!
//! [environments.research]
//! on = "pull_request"
//! label = "deploy"
//! name = "research-{pr}"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//!
//! [environments.research]
//! on = "pull_request"
//! label = "research"
//! name = "research-{pr}"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//!
//! [environments.review]
//! on = "pull_request"
//! label = "deploy"
//!
//! [environments.research]
//! on = "pull_request"
//! label = "research"
//! name = "research-{pr}"
//! ```

use crate::{rules::prelude::*, spec::environments::On};

pub const RULE: Rule = Rule::error("TV1109", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let reviews: Vec<_> = spec
        .environments
        .iter()
        .filter(|(_, environment)| environment.on == Some(On::PullRequest))
        .collect();
    for (position, &(name, environment)) in reviews.iter().enumerate() {
        let (at, message) = if let Some(label) = &environment.label {
            let same = |other: &&String| other.to_lowercase() == label.to_lowercase();
            let earlier = reviews
                .iter()
                .take(position)
                .find(|(_, other)| other.label.as_ref().is_some_and(|l| same(&l)));
            let Some((first, _)) = earlier else { continue };
            (
                at!("environments", name, "label"),
                format!("the label `{label}` is that of `{first}` too"),
            )
        } else {
            let Some((other, _)) = reviews.iter().find(|(other, _)| *other != name) else {
                continue;
            };
            (
                at!("environments", name),
                format!("`{name}` takes every pull request, also those of `{other}`"),
            )
        };
        findings
            .report(at, message)
            .label("the same pull requests")
            .help(format!(
                "write `label = \"deploy-{name}\"` in `[{}]`",
                at!("environments", name)
            ));
    }
}
