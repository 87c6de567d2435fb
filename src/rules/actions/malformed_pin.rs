//! A pin is of no action, or of no version.
//!
//! ## Why
//! An action is named by its repository, `owner/repository`, and perhaps a folder of it; the commit stands beside it, not
//! in the name. The version is what the workflow tells its readers of the commit.
//!
//! ## Fails
//! ```toml
//! [actions]
//! "build-push-action" = { version = "v7.1.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ```toml
//! [actions]
//! "docker/build-push-action" = { version = "", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```
//!
//! ## Passes
//! ```toml
//! [actions]
//! "docker/build-push-action" = { version = "v7.1.0", sha = "0123456789abcdef0123456789abcdef01234567" }
//! ```

use crate::{catalogue::actions, rules::prelude::*, spec::actions::is_name};

pub const RULE: Rule = Rule::error("TV1502", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, pin) in &spec.actions {
        let at = at!("actions", name);
        let earlier = spec.actions.keys().take_while(|other| *other != name);
        if !is_name(name) {
            let bare = name.split('@').next().unwrap_or(name);
            let help = match nearest(bare, actions::names()) {
                _ if is_name(bare) => format!("write `\"{bare}\" = {{ version = …, sha = … }}`"),
                Some(near) => did_you_mean(near),
                None => "write its owner and its repository, as in `\"docker/build-push-action\"`"
                    .to_owned(),
            };
            findings
                .report_key(at.clone(), format!("no action is named `{name}`"))
                .label("not an action")
                .help(help);
        } else if let Some(first) = earlier
            .into_iter()
            .find(|other| other.eq_ignore_ascii_case(name))
        {
            findings
                .report_key(at.clone(), format!("`{name}` is `{first}` to GitHub"))
                .label("again")
                .help("take one of them out");
        }
        let fault = |version: &&String| version.is_empty() || version.contains(char::is_whitespace);
        if let Some(version) = pin.version.as_ref().filter(fault) {
            findings
                .report(
                    at.key("version"),
                    format!("`{version}` is no version of `{name}`"),
                )
                .label("not a version")
                .help("write the tag that the commit has, as in `version = \"v7.1.0\"`");
        }
    }
}
