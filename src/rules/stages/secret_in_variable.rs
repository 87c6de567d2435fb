//! A secret is stored in the image.
//!
//! ## Why
//! The values of `ENV` and `ARG` are stored in the image: anyone who can pull it reads them with `docker history`, even
//! if a later stage sets the variable again. A build secret is mounted for one command and leaves no trace.
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
        stages::StageKind,
    },
};

pub const RULE: Rule = Rule::error("TV0327", Check::Spec(check));

/// The variable that makes Rails run without a real secret.
const DUMMY: &str = "SECRET_KEY_BASE_DUMMY";

fn check(spec: &Spec, findings: &mut Findings) {
    let shared = spec.base.env.iter();
    for (variable, _) in shared.filter(|(name, value)| is_secret(name) && !value.is_empty()) {
        let table = place!("base", "env");
        findings
            .report_key(
                table.key(variable),
                format!("`{variable}` would be stored in the image"),
            )
            .label("secret in `ENV`")
            .help(suggestion(variable, &table));
    }
    for (name, stage) in &spec.stages {
        for (variable, _) in stage
            .env
            .iter()
            .filter(|(name, value)| is_secret(name) && !value.is_empty())
            // `dummy-secret-at-runtime` reports placeholders that the service would run with.
            .filter(|(variable, value)| {
                let is_runtime = spec.kind(name) == StageKind::Runtime;
                !is_placeholder(variable, value) || !is_runtime && *variable != DUMMY
            })
        {
            let place = place!("stages", name, "env", variable);
            let finding =
                findings.report_key(place, format!("`{variable}` would be stored in the image"));
            finding
                .label("secret in `ENV`")
                .help(suggestion(variable, &place!("stages", name, "env")));
        }
        let list = place!("stages", name, "build_args");
        for (place, arg) in list.clone().items(stage.build_args.iter().flatten()) {
            let names = [arg.name(&place), arg.variable(&place)]
                .into_iter()
                .flatten();
            let Some(Placed { value, place }) = names
                .into_iter()
                .find(|name| is_secret(name.value) && name.value != DUMMY)
            else {
                continue;
            };
            let finding = findings.report(place, format!("`{value}` would be stored in the image"));
            finding
                .label("secret in `ARG`")
                .help(suggestion(value, &list));
        }
    }
}

/// The help for the variable `name` in `table`.
fn suggestion(name: &str, table: &Place) -> String {
    let id = Place::root().key(name.to_lowercase());
    format!(
        "remove it from `{table}`; if the assets need it, write `secrets = {{ {id} = \"{name}\" }}` in `[assets]`"
    )
}
