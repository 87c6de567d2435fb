//! A command uses a build secret that it does not get.
//!
//! ## Why
//! Only the assets command gets build secrets, as environment variables. No other command of a build gets them, and no
//! command finds files in `/run/secrets`. A command that expects a secret there runs without it: at best it fails.
//!
//! ## Fails
//! ```toml
//! [assets]
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//!
//! [stages.builder.run]
//! before_assets = ["bin/unlock \"$RAILS_MASTER_KEY\""]
//! ```
//!
//! ```toml
//! [assets]
//! command = "RAILS_MASTER_KEY=$(cat /run/secrets/master_key) bin/rails assets:precompile"
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! command = "bin/unlock \"$RAILS_MASTER_KEY\" && bin/rails assets:precompile"
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0605", Check::Spec(check));

/// The folder where `BuildKit` mounts secrets as files.
const FOLDER: &str = "/run/secrets/";

fn check(spec: &Spec, findings: &mut Findings) {
    let assets = &spec.assets;
    let precompile = place!("assets", "command");
    for Placed { value, place } in spec.build_commands() {
        let is_assets_command = place == precompile;
        let variable = assets
            .secrets
            .values()
            .find(|name| !is_assets_command && expands_variable(value, name));
        let file = value.split_once(FOLDER).map(|(_, after)| {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && !"_.-".contains(c));
            &after[..end.unwrap_or(after.len())]
        });
        let (message, help) = match (variable, file) {
            (Some(name), _) => (
                format!("this command does not get the secret `{name}`"),
                format!("use `${name}` in `assets.command`, the only command that gets it"),
            ),
            (None, Some(id)) => {
                let variable = assets.secrets.get(id).cloned();
                let name = variable.unwrap_or_else(|| id.to_uppercase().replace(['-', '.'], "_"));
                (
                    format!("no build mounts `{FOLDER}{id}`"),
                    format!(
                        "write `secrets = {{ {id} = \"{name}\" }}` in `[assets]`, and use `${name}` in its `command`"
                    ),
                )
            }
            (None, None) => continue,
        };
        findings
            .report(place, message)
            .label("secret not available")
            .help(help);
    }
}

/// Whether `command` expands the shell variable `name`.
fn expands_variable(command: &str, name: &str) -> bool {
    let mut parts = command.split('$').skip(1);
    parts.any(|part| {
        let part = part.strip_prefix('{').unwrap_or(part);
        let rest = part.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}
