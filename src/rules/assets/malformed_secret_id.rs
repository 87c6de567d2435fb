//! The id of a build secret has characters that Docker does not take.
//!
//! ## Why
//! The id stands between commas in `--mount=type=secret,id=…` and in `--secret id=…`, and names a file below
//! `/run/secrets`. Letters, digits, `_`, `.` and `-` mean themselves in all of these.
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
    let inside = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    for (id, variable) in secrets.filter(|(id, _)| id.is_empty() || !id.chars().all(inside)) {
        let plain: String = id
            .chars()
            .map(|c| if inside(c) { c } else { '_' })
            .collect();
        let plain = if plain.contains(char::is_alphanumeric) {
            plain
        } else {
            "build_secret".to_owned()
        };
        let place = at!("assets", "secrets", id);
        findings
            .report_key(place, format!("`{id}` cannot be the id of a secret"))
            .label("not an id")
            .help(format!(
                "write `{} = {variable:?}`",
                Place::root().key(plain)
            ));
    }
}
