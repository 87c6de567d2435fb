//! The registries: where images are, and how to log in.

use super::{make::block, prelude::*, steps};

use crate::{
    lang::shell::{self, Shell},
    plan::registries::{Registry, RegistryLogin},
};

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each chooses a sentence")]
struct View {
    several: bool,
    is_cache: bool,
    deploys: bool,
    rows: Vec<Row>,
    github: bool,
    logins: Text<Markdown>,
}

#[derive(Serialize)]
struct Row {
    name: Text<Markdown>,
    repository: Text<Markdown>,
    login: Option<Text<Markdown>>,
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
    let view = View {
        several: plan.registries.len() > 1,
        is_cache: plan.builds.has_registry_cache(),
        deploys: deploys(plan),
        rows: plan
            .registries
            .iter()
            .map(|registry| row(plan, registry))
            .collect(),
        github: hosts.contains(&"ghcr.io"),
        logins: block(hosts.iter().map(|host| login(plan, host)).collect()),
    };
    fill(template!("docs/registries.md.j2"), &view)
}

/// The command that logs in to `host`.
fn login(plan: &Plan, host: &str) -> Text<Shell> {
    // Docker's default registry is Docker Hub.
    let host_word = (host != "docker.io").then(|| shell::quote(host));
    let words = [shell::literal("docker login")]
        .into_iter()
        .chain(host_word);
    let command = shell::join_words(&words.collect::<Vec<_>>());
    let repositories = plan.registries.iter().map(|registry| &registry.repository);
    let own = repositories.filter(|repository| repository.value.host() == host);
    own.fold(command, |text, own| text.with_place(&own.place))
}

fn row(plan: &Plan, registry: &Registry) -> Row {
    let repository = &registry.repository;
    let login = match &registry.login {
        RegistryLogin::GithubToken => {
            markdown::literal("the owner's name and the run's `GITHUB_TOKEN`")
                .with_place(&registry.place)
        }
        RegistryLogin::Password { username, password } => {
            let secrets = [username, password];
            let secrets = codes(secrets.map(|secret| (secret.value.as_str(), &secret.place)));
            enclose("the secrets ", markdown::list(&secrets, "and"), "")
        }
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
            code(&registry.name, &registry.place),
            markdown::literal(" on "),
            steps::host(repository),
        ]),
        repository: code(repository.value.as_str(), &repository.place),
        login: (!plan.workflows.is_empty()).then_some(login),
        page: page.map(|page| markdown::url(&page).with_place(&repository.place)),
    }
}
