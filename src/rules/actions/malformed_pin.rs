//! A pin has an invalid action name or version.
//!
//! ## Why
//! An action is named by its repository, `owner/repository`, and optionally a folder in it; the commit goes into
//! `sha`, not into the name. The workflow shows the version in a comment next to the commit.
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

use crate::{catalogue::actions, rules::prelude::*, spec::actions::is_action_name};

pub const RULE: Rule = Rule::error("TV1502", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, pin) in &spec.actions {
        let place = place!("actions", name);
        let earlier = spec.actions.keys().take_while(|other| *other != name);
        if !is_action_name(name) {
            let bare = name.split('@').next().unwrap_or(name);
            let help = match find_nearest(bare, actions::pinned_names()) {
                _ if is_action_name(bare) => {
                    format!("write `\"{bare}\" = {{ version = …, sha = … }}`")
                }
                Some(near) => did_you_mean(near),
                None => "write its owner and repository, as in `\"docker/build-push-action\"`"
                    .to_owned(),
            };
            findings
                .report_key(
                    place.clone(),
                    format!("`{name}` is not a valid action name"),
                )
                .label("use `owner/repository` or `owner/repository/folder`")
                .help(help);
        } else if let Some(first) = earlier
            .into_iter()
            .find(|other| other.eq_ignore_ascii_case(name))
        {
            findings
                .report_key(
                    place.clone(),
                    format!("`{name}` and `{first}` are the same action"),
                )
                .label("duplicate")
                .help("remove one of them: GitHub ignores case");
        }
        let is_invalid =
            |version: &&String| version.is_empty() || version.contains(char::is_whitespace);
        if let Some(version) = pin.version.as_ref().filter(is_invalid) {
            findings
                .report(
                    place.key("version"),
                    format!("`{version}` is not a version of `{name}`"),
                )
                .label("not a version")
                .help("write the tag of the commit, as in `version = \"v7.1.0\"`");
        }
    }
}
