//! `[assets]`

use toml::Table;

use super::choices::{Choices, set_key, set_table, strings};

/// Build secrets: id and variable.
const SECRETS: &[(&str, &str)] = &[
    ("master_key", "RAILS_MASTER_KEY"),
    ("npm.token-1", "NPM_TOKEN"),
    ("maps", "MAPS_API_KEY"),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut assets = Table::new();
    // Without asset compilation nothing uses the secrets.
    let precompile = choices.number(4) != 3;
    if choices.flag() || !precompile {
        set_key(&mut assets, "precompile", precompile);
    }
    if precompile {
        choices.maybe(&mut assets, "command", |choices| {
            choices.pick(&[
                "bundle exec rake assets:precompile",
                "bin/assets && bin/check",
            ])
        });
        choices.maybe(&mut assets, "env", |choices| {
            strings(&choices.some(&[("RAILS_ENV", "production"), ("NOTE", "it's $5")]))
        });
        choices.maybe(&mut assets, "secrets", |choices| {
            strings(&choices.some(SECRETS))
        });
    }
    set_table(spec, "assets", assets);
}
