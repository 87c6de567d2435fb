//! A command needs a build secret that it cannot get.
//!
//! ## Why
//! A build secret is there for the assets command alone, as an environment variable; no other command of any build sees
//! it, and none finds a file below `/run/secrets`. Such a command runs with nothing in its place: at best it fails.
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

/// Where `BuildKit` mounts the files of secrets.
const FOLDER: &str = "/run/secrets/";

fn check(spec: &Spec, findings: &mut Findings) {
    let assets = &spec.assets;
    let precompile = at!("assets", "command");
    for Placed { value, at } in spec.build_commands() {
        let here = at == precompile;
        let variable = assets
            .secrets
            .values()
            .find(|name| !here && reads(value, name));
        let file = value.split_once(FOLDER).map(|(_, after)| {
            let end = after.find(|c: char| !c.is_ascii_alphanumeric() && !"_.-".contains(c));
            &after[..end.unwrap_or(after.len())]
        });
        let (message, help) = match (variable, file) {
            (Some(name), _) => (
                format!("nothing passes `{name}` to this command"),
                format!("use `${name}` in `command` of `[assets]`, the only command that gets it"),
            ),
            (None, Some(id)) => {
                let written = assets.secrets.get(id).cloned();
                let name = written.unwrap_or_else(|| id.to_uppercase().replace(['-', '.'], "_"));
                (
                    format!("no build mounts `{FOLDER}{id}`"),
                    format!(
                        "write `secrets = {{ {id} = \"{name}\" }}` in `[assets]`, and read `${name}` in its `command`"
                    ),
                )
            }
            (None, None) => continue,
        };
        findings
            .report(at, message)
            .label("gets no secret")
            .help(help);
    }
}

/// Whether the shell puts the value of the variable `name` into `command`.
fn reads(command: &str, name: &str) -> bool {
    let mut parts = command.split('$').skip(1);
    parts.any(|part| {
        let part = part.strip_prefix('{').unwrap_or(part);
        let rest = part.strip_prefix(name);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}
