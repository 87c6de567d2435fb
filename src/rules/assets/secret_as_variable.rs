//! A variable of the assets command is a secret as well.
//!
//! ## Why
//! Both set the variable of that one command, and only one of them can hold: the assets could be built with a
//! dummy, and nothing would say so. Variables that are set by default, without `env` being written, count too.
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
        let at = at!("assets", "secrets", id);
        let default = DEFAULT_ENV.iter().any(|(name, _)| name == variable);
        match &assets.env {
            Some(env) if env.contains_key(variable) => findings
                .report(at, format!("`{variable}` is a secret, and in `assets.env`"))
                .label("set twice")
                .help(format!("take `{variable}` out of `assets.env`")),
            None if default => findings
                .report(at, format!("`{variable}` is a secret, and set by default"))
                .label("set twice")
                .help(format!(
                    "write the other variables out: `env = {{ {} }}`",
                    others(variable)
                )),
            Some(_) | None => continue,
        };
    }
}

/// The default variables without `variable`, as TOML.
fn others(variable: &str) -> String {
    let others = DEFAULT_ENV.iter().filter(|(name, _)| *name != variable);
    others
        .map(|(name, value)| format!("{name} = \"{value}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
