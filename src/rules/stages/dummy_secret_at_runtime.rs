//! The service would run with a placeholder for a secret.
//!
//! ## Why
//! Rails requires `SECRET_KEY_BASE` to compile assets, and a placeholder is enough for that. In the final image it
//! remains set: if the real secret is missing, the service starts anyway, and signs its sessions with a text that
//! everybody can read in the repository. Without the placeholder, the service refuses to start.
//!
//! ## Fails
//! ```toml
//! [stages.production]
//! env = { SECRET_KEY_BASE = "required-to-run-but-not-used" }
//! ```
//!
//! ```toml
//! [stages.production]
//! env = { SECRET_KEY_BASE_DUMMY = "1" }
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! env = { RAILS_ENV = "production", SECRET_KEY_BASE = "required-to-run-but-not-used" }
//!
//! [stages.production]
//! env = { RAILS_ENV = "production" }
//! ```

use crate::{
    rules::prelude::*,
    spec::{secrets::is_placeholder, stages::StageKind},
};

pub const RULE: Rule = Rule::warning("TV0329", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for name in spec.written_stages(StageKind::Runtime) {
        let variables = spec
            .stages
            .get(name)
            .into_iter()
            .flat_map(|stage| &stage.env);
        for (variable, value) in variables.filter(|(name, value)| is_placeholder(name, value)) {
            findings
                .report_key(
                    place!("stages", name, "env", variable),
                    format!("the service would run with `{variable}` set to `{value}`"),
                )
                .label("placeholder at run time")
                .help(format!(
                    "remove it; if only the assets need it, write `{variable} = {value:?}` in `env` of `[assets]`"
                ));
        }
    }
}
