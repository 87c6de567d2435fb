//! Small tables and keys: `requires`, `[ignore]`, `[make]`, `[actions]`, `[lints]`.

use toml::Table;

use super::choices::{Choices, set_key, set_table, strings};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    choices.maybe(spec, "requires", |_| ">=0.1");
    let lists: [(&str, &str, &[&str]); 3] = [
        ("ignore", "paths", &["spec/*", "!spec/factories", "*.log"]),
        ("make", "include", &["make/*.mk", "own.mk"]),
        ("lints", "allow", &["duplicate-package", "root-user"]),
    ];
    for (name, key, items) in lists {
        let mut table = Table::new();
        choices.maybe(&mut table, key, |choices| choices.some(items));
        set_table(spec, name, table);
    }
    let mut actions = Table::new();
    for name in choices.some(&[
        "docker/build-push-action",
        "actions/checkout",
        "acme/own-action",
    ]) {
        let commit = "0123456789".repeat(4);
        set_key(
            &mut actions,
            name,
            strings(&[("version", "v7.1.0"), ("sha", &commit)]),
        );
    }
    set_table(spec, "actions", actions);
}
