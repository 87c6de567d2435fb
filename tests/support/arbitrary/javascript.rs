//! `[javascript]`

use toml::Table;

use super::choices::{Choices, set_key};

/// Package managers, each with a version and its files.
const MANAGERS: &[(&str, &str, &[&str])] = &[
    ("yarn", "1.22.22", &["package.json", "yarn.lock"]),
    (
        "yarn-berry",
        "4.9.2",
        &["package.json", "yarn.lock", ".yarnrc.yml"],
    ),
    ("npm", "11.6.0", &["package.json", "package-lock.json"]),
    ("pnpm", "10.18.0", &["package.json", "pnpm-lock.yaml"]),
];

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    if !choices.flag() {
        return;
    }
    let (manager, version, files) = choices.pick(MANAGERS);
    let mut javascript = Table::new();
    set_key(&mut javascript, "manager", manager);
    choices.maybe(&mut javascript, "version", |_| version);
    choices.maybe(&mut javascript, "files", |_| files.to_vec());
    choices.maybe(&mut javascript, "build", |choices| {
        choices.some(&["yarn build", "bin/build --minify && bin/check"])
    });
    set_key(spec, "javascript", javascript);
}
