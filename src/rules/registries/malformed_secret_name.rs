//! A secret has an invalid name.
//!
//! ## Why
//! A key for a secret contains the secret's name, never its value. A name consists of letters, digits and `_`, and does
//! not start with a digit or with `GITHUB_`. GitHub would parse an expression with any other name differently.
//!
//! ## Fails
//! ```toml
//! [registries.dockerhub]
//! repository = "docker.io/acme/hello"
//! login = { username = "docker-username", password = "DOCKER_PASSWORD" }
//! ```
//!
//! ```toml
//! [registries.ghcr]
//! repository = "ghcr.io/acme/hello"
//! login = { username = "GHCR_USERNAME", password = "GITHUB_TOKEN" }
//! ```
//!
//! ```toml
//! [scan]
//! tool = "snyk"
//! secret = "${{ secrets.SNYK_TOKEN }}"
//! ```
//!
//! ```toml
//! [notify]
//! slack = "https://hooks.slack.com/services/T0/B0/abc"
//! ```
//!
//! ## Passes
//! ```toml
//! [registries.dockerhub]
//! repository = "docker.io/acme/hello"
//! login = { username = "DOCKER_USERNAME", password = "DOCKER_PASSWORD" }
//! ```

use crate::{
    lang::expr::SecretName,
    rules::prelude::*,
    spec::registries::{Login, Registry},
};

pub const RULE: Rule = Rule::error("TV0905", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    for (place, name) in secrets(spec)
        .into_iter()
        .filter(|(_, name)| SecretName::parse(name).is_none())
        // `scan-secret-missing` reports a scanner without a token.
        .filter(|(place, name)| !(name.trim().is_empty() && *place == place!("scan", "secret")))
    {
        let registry = place
            .keys()
            .get(1)
            .and_then(Key::name)
            .and_then(|name| spec.registries.get(name));
        let is_github_token = name == "GITHUB_TOKEN" && registry.is_some_and(Registry::is_github);
        let help = match suggestion(name) {
            _ if is_github_token => "write `login = \"github-token\"`".to_owned(),
            // A URL is the secret's value: don't suggest a name that is made from it.
            Some(_) if name.contains("://") => {
                "store this URL in a secret, and write the secret's name, as in `SLACK_WEBHOOK`"
                    .to_owned()
            }
            Some(name) => format!("write the name of the secret, as in `{name}`"),
            None => "write the name of the secret, as in `DOCKER_PASSWORD`".to_owned(),
        };
        findings
            .report(place, format!("`{name}` is not a valid secret name"))
            .label(if is_github_token {
                "GitHub's own token"
            } else {
                "invalid name"
            })
            .help(help);
    }
}

/// The names of all secrets except build secrets, with their places.
fn secrets(spec: &Spec) -> Vec<(Place, &str)> {
    let mut secrets = Vec::new();
    for (name, registry) in &spec.registries {
        let place = place!("registries", name, "login");
        let own = registry.login.iter().flat_map(Login::secrets);
        secrets.extend(own.map(|(key, secret)| (place.key(key), secret)));
    }
    secrets.push((place!("scan", "secret"), spec.scan.secret.as_deref()));
    let environments = spec.environments.iter();
    let own =
        environments.map(|(name, environment)| (place!("environments", name), &environment.login));
    for (place, login) in std::iter::once((place!("deploy"), &spec.deploy.login)).chain(own) {
        let place = place.key("login");
        secrets.push((place.key("client_id"), login.client_id.as_deref()));
        secrets.push((place.key("tenant_id"), login.tenant_id.as_deref()));
        secrets.push((
            place.key("subscription_id"),
            login.subscription_id.as_deref(),
        ));
    }
    secrets.push((place!("notify", "slack"), spec.notify.slack.as_deref()));
    secrets.push((place!("notify", "teams"), spec.notify.teams.as_deref()));
    let single = secrets
        .into_iter()
        .filter_map(|(place, name)| Some((place, name?)));
    let tests = place!("smoke_test", "secrets").items(&spec.smoke_test.secrets);
    single
        .chain(tests.map(|(place, name)| (place, name.as_str())))
        .collect()
}

/// The valid name nearest to `name`.
fn suggestion(name: &str) -> Option<String> {
    let inside = name
        .split_once("secrets.")
        .map_or(name, |(_, inside)| inside);
    let letters = inside
        .trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .to_uppercase();
    let letters: String = letters
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let letters = letters
        .strip_prefix("GITHUB_")
        .map_or_else(|| letters.clone(), |rest| format!("GH_{rest}"));
    let has_content = letters.contains(|c: char| c.is_ascii_alphanumeric());
    let names = [letters.clone(), format!("SECRET_{letters}")];
    names
        .into_iter()
        .find(|name| has_content && SecretName::parse(name).is_some())
}
