//! The ID of a build secret has invalid characters.
//!
//! ## Why
//! The ID is placed between commas in `--mount=type=secret,id=…` and in `--secret id=…`. Letters, digits, `_`, `.` and
//! `-` need no escaping there.
//!
//! ## Fails
//! ```toml
//! [assets]
//! secrets = { "master key" = "RAILS_MASTER_KEY" }
//! ```
//!
//! ## Passes
//! ```toml
//! [assets]
//! secrets = { master_key = "RAILS_MASTER_KEY" }
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0602", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let secrets = spec.assets.secrets.iter();
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    for (id, variable) in secrets.filter(|(id, _)| id.is_empty() || !id.chars().all(is_allowed)) {
        let valid: String = id
            .chars()
            .map(|c| if is_allowed(c) { c } else { '_' })
            .collect();
        let valid = if valid.contains(char::is_alphanumeric) {
            valid
        } else {
            "build_secret".to_owned()
        };
        let place = place!("assets", "secrets", id);
        findings
            .report_key(place, format!("`{id}` is not a valid secret ID"))
            .label("invalid ID")
            .help(format!(
                "write `{} = {variable:?}`",
                Place::root().key(valid)
            ));
    }
}
