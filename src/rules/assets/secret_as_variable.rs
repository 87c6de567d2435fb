//! A variable of the assets command is also a build secret.
//!
//! ## Why
//! Both set the same variable of one command, and only one value can apply: the assets could be built with a dummy
//! value without any warning. Default variables, which apply if `env` is not set, count too.
//!
//! ## Fails
//! ```toml
//! [assets]
//! env = { RAILS_MASTER_KEY = "dummy" }
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { key_base = "SECRET_KEY_BASE" }
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//! ```
//!
//! ```toml
//! [assets]
//! env = { RAILS_ENV = "production" }
//! secrets = { key_base = "SECRET_KEY_BASE" }
//! ```

use crate::{rules::prelude::*, spec::assets::DEFAULT_ENV};

pub const RULE: Rule = Rule::error("TV0601", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let assets = &spec.assets;
    for (id, variable) in &assets.secrets {
        let place = place!("assets", "secrets", id);
        let is_default = DEFAULT_ENV.iter().any(|(name, _)| name == variable);
        match &assets.env {
            Some(env) if env.contains_key(variable) => findings
                .report(
                    place,
                    format!("`{variable}` is in both `assets.secrets` and `assets.env`"),
                )
                .label("set twice")
                .help(format!("remove `{variable}` from `assets.env`")),
            None if is_default => findings
                .report(
                    place,
                    format!("`{variable}` is in `assets.secrets` and also set by default"),
                )
                .label("set twice")
                .help(format!(
                    "write `env = {{ {} }}` in `[assets]`: the other defaults",
                    other_defaults(variable)
                )),
            Some(_) | None => continue,
        };
    }
}

/// The default variables without `variable`, as TOML.
fn other_defaults(variable: &str) -> String {
    let others = DEFAULT_ENV.iter().filter(|(name, _)| *name != variable);
    others
        .map(|(name, value)| format!("{name} = \"{value}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
