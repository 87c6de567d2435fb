//! A secret is part of the image.
//!
//! ## Why
//! `ENV` and `ARG` stay in the image: whoever may pull it reads their values with `docker history`, also when a
//! later stage sets the variable anew. A build secret is mounted for one command, and leaves nothing behind.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! env = { SECRET_KEY_BASE = "0123456789abcdef" }
//! ```
//!
//! ```toml
//! [stages.production]
//! build_args = ["NPM_TOKEN"]
//! ```
//!
//! ## Passes
//! ```toml
//! [stages.builder]
//! env = { SECRET_KEY_BASE_DUMMY = "1" }
//! ```
//!
//! ```toml
//! [assets]
//! secrets = { npm_token = "NPM_TOKEN" }
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        secrets::{is_placeholder, is_secret},
        stages::Kind,
    },
};

pub const RULE: Rule = Rule::error("TV0327", Check::Spec(check));

/// What tells Rails to make do without a secret.
const DUMMY: &str = "SECRET_KEY_BASE_DUMMY";

fn check(spec: &Spec, findings: &mut Findings) {
    for (name, stage) in &spec.stages {
        for (variable, _) in stage
            .env
            .iter()
            .filter(|(name, value)| is_secret(name) && !value.is_empty())
            // Of those that the service would run with, dummy-secret-at-runtime speaks.
            .filter(|(variable, value)| {
                let is_runtime = spec.kind(name) == Kind::Runtime;
                !is_placeholder(variable, value) || !is_runtime && *variable != DUMMY
            })
        {
            let place = at!("stages", name, "env", variable);
            let finding =
                findings.report_key(place, format!("`{variable}` would be kept in the image"));
            finding
                .label("a secret in `ENV`")
                .help(remedy(variable, &at!("stages", name, "env")));
        }
        let list = at!("stages", name, "build_args");
        for (at, arg) in list.clone().items(stage.build_args.iter().flatten()) {
            let names = [arg.name(&at), arg.variable(&at)].into_iter().flatten();
            let Some(Placed { value, at }) = names
                .into_iter()
                .find(|name| is_secret(name.value) && name.value != DUMMY)
            else {
                continue;
            };
            let finding = findings.report(at, format!("`{value}` would be kept in the image"));
            finding
                .label("a secret in `ARG`")
                .help(remedy(value, &list));
        }
    }
}

/// What to do about the variable `name` in `table`.
fn remedy(name: &str, table: &Place) -> String {
    let id = Place::root().key(name.to_lowercase());
    format!(
        "take it out of `{table}`; if the assets need it, write `secrets = {{ {id} = \"{name}\" }}` below `[assets]`"
    )
}
