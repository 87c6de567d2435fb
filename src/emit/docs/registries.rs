//! Registries: where images are, and how to log in.

use super::{prelude::*, steps};

use crate::{
    lang::shell,
    plan::registries::{Login, Registry},
};

#[derive(Serialize)]
struct View {
    several: bool,
    rows: Vec<Row>,
    github: bool,
    logins: Text<Markdown>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    repository: Text<Markdown>,
    login: Text<Markdown>,
    page: Option<Text<Markdown>>,
}

pub(super) fn section(plan: &Plan) -> Text<Markdown> {
    let mut hosts: Vec<&str> = Vec::new();
    for registry in &plan.registries {
        let host = registry.repository.value.host();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    let login = |host: &&str| {
        let words = [shell::literal("docker login"), shell::word(host)];
        let words = if *host == "docker.io" {
            &words[..1]
        } else {
            &words
        };
        let places = plan.registries.iter().map(|registry| &registry.repository);
        let own = places.filter(|repository| repository.value.host() == *host);
        own.fold(shell::words(words), |text, own| text.at(&own.at))
    };
    let view = View {
        several: plan.registries.len() > 1,
        rows: plan.registries.iter().map(row).collect(),
        github: hosts.contains(&"ghcr.io"),
        logins: super::commands::block(hosts.iter().map(login).collect()),
    };
    fill(template!("docs/registries.md.j2"), &view)
}

fn row(registry: &Registry) -> Row {
    let repository = &registry.repository;
    let login = match &registry.login {
        Login::GithubToken => markdown::literal(
            "`github.repository_owner` and the `GITHUB_TOKEN` that GitHub makes for each run",
        )
        .at(&registry.at),
        Login::Password { username, password } => markdown::list(
            &[username, password]
                .map(|secret| code(secret.value.as_str(), &secret.at))
                .map(|name| markdown::concat(&[markdown::literal("the secret "), name])),
            "and",
        ),
    };
    let canonical = repository.value.canonical();
    let path = canonical.split_once('/').map_or("", |(_, path)| path);
    let page = match repository.value.host() {
        "ghcr.io" => Some(format!("https://{canonical}")),
        "docker.io" => Some(format!("https://hub.docker.com/r/{path}")),
        _ => None,
    };
    Row {
        name: markdown::concat(&[
            code(&registry.name, &registry.at),
            markdown::literal(", "),
            steps::host(repository),
        ]),
        repository: code(repository.value.as_str(), &repository.at),
        login,
        page: page.map(|page| markdown::url(&page).at(&repository.at)),
    }
}
