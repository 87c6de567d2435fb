//! `[cache]`

use toml::Table;

use super::choices::{Choices, set_table, string};

/// Branches that a pipeline can build; the first is the default of `trunk`.
pub const BRANCHES: &[&str] = &["main", "staging", "release/2.x", "dev_1"];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut cache = Table::new();
    choices.maybe(&mut cache, "mode", |choices| {
        choices.pick(&["inline", "registry", "gha", "none"])
    });
    let trunk = choices.pick(&["main", "main", "master", "x/main"]);
    if trunk != "main" || choices.flag() {
        cache.insert("trunk".to_owned(), trunk.into());
    }
    choices.maybe(&mut cache, "branches", |choices| {
        choices.some(&BRANCHES[1..])
    });
    // Without caches there is nothing to rebuild.
    if string(&cache, "mode") != Some("none") {
        choices.maybe(&mut cache, "rebuild", |choices| {
            choices.pick(&["0 12 * * 0", "*/30 4-6 1 * *"])
        });
    }
    set_table(spec, "cache", cache);
}
