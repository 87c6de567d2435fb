//! Two review environments match the same pull requests.
//!
//! ## Why
//! A pull request build deploys to one review environment, which the label selects. If two environments match, a build
//! would deploy both apps, or neither. Labels on GitHub are case-insensitive.
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
        let (place, message) = if let Some(label) = &environment.label {
            let is_same = |other: &&String| other.to_lowercase() == label.to_lowercase();
            let earlier = reviews
                .iter()
                .take(position)
                .find(|(_, other)| other.label.as_ref().is_some_and(|label| is_same(&label)));
            let Some((first, _)) = earlier else { continue };
            (
                place!("environments", name, "label"),
                format!("the label `{label}` also selects `{first}`"),
            )
        } else {
            let Some((other, _)) = reviews.iter().find(|(other, _)| *other != name) else {
                continue;
            };
            (
                place!("environments", name),
                format!("`{name}` matches every pull request, including those of `{other}`"),
            )
        };
        findings
            .report(place, message)
            .label("same pull requests")
            .help(format!(
                "write `label = \"deploy-{name}\"` in `[{}]`",
                place!("environments", name)
            ));
    }
}
