//! `[registries.NAME]`

use toml::{Table, Value};

use super::choices::{Choices, set_key, strings};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let own = strings(&[
        ("username", "DOCKER_USERNAME"),
        ("password", "DOCKER_PASSWORD"),
    ]);
    let azure = strings(&[("username", "ACR_USERNAME"), ("password", "ACR_PASSWORD")]);
    let all: [(&str, &str, Value); 3] = [
        ("ghcr", "ghcr.io/acme/hello", "github-token".into()),
        (
            "hub",
            choices.pick(&["docker.io/acme/hello", "acme/hello"]),
            own.into(),
        ),
        ("acr", "acme.azurecr.io/team/hello", azure.into()),
    ];
    let count = 1 + choices.number(all.len());
    let first = choices.number(all.len());
    let mut registries = Table::new();
    for (name, repository, login) in all.iter().cycle().skip(first).take(count) {
        let mut registry = strings(&[("repository", repository)]);
        set_key(&mut registry, "login", login.clone());
        set_key(&mut registries, name, registry);
    }
    set_key(spec, "registries", registries);
}
