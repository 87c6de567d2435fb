//! A build secret has a name that GitHub reserves.
//!
//! ## Why
//! Builds read the secret from GitHub under the name of its variable. GitHub reserves names that begin with `GITHUB_`:
//! the secret cannot be created, and the command would get an empty string.
//!
//! ## Fails
//! ```toml
//! [assets]
//! secrets = { token = "GITHUB_PACKAGES_TOKEN" }
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! secrets = { token = "PACKAGES_TOKEN" }
//! ```

use crate::{
    lang::{expr::SecretName, shell::VariableName},
    rules::prelude::*,
};

pub const RULE: Rule = Rule::error("TV0604", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (id, name) in &spec.assets.secrets {
        if VariableName::parse(name).is_some() && SecretName::parse(name).is_none() {
            findings
                .report(
                    place!("assets", "secrets", id),
                    format!("`{name}` is not a valid GitHub secret name"),
                )
                .label("reserved by GitHub")
                .help(format!(
                    "write `{} = \"{}\"`",
                    Place::root().key(id),
                    suggestion(name)
                ));
        }
    }
}

/// `name` without the prefix that GitHub reserves.
fn suggestion(name: &str) -> String {
    let rest = name.get("GITHUB_".len()..).unwrap_or_default();
    if SecretName::parse(rest).is_some() {
        rest.to_owned()
    } else {
        "BUILD_SECRET".to_owned()
    }
}
