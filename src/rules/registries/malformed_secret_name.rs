//! A secret has a name that GitHub does not take.
//!
//! ## Why
//! These keys hold the names of secrets, never their values. A name has letters, digits and `_`, no digit first, and
//! does not begin with `GITHUB_`; GitHub would read an expression with any other name as something else.
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
    for (at, name) in secrets(spec)
        .into_iter()
        .filter(|(_, name)| SecretName::parse(name).is_none())
        // Of a scanner without a token, scan-secret-missing speaks.
        .filter(|(at, name)| !(name.trim().is_empty() && *at == at!("scan", "secret")))
    {
        let registry = at
            .keys()
            .get(1)
            .and_then(Key::name)
            .and_then(|name| spec.registries.get(name));
        let ours = name == "GITHUB_TOKEN" && registry.is_some_and(Registry::is_github);
        let help = match suggestion(name) {
            _ if ours => "write `login = \"github-token\"`".to_owned(),
            // The value itself: nothing of it belongs in the name.
            Some(_) if name.contains("://") => {
                "keep this in a secret, and write the secret's name, as in `SLACK_WEBHOOK`"
                    .to_owned()
            }
            Some(name) => format!("name the secret `{name}`"),
            None => "write the secret's name, as in `DOCKER_PASSWORD`".to_owned(),
        };
        findings
            .report(at, format!("GitHub takes no secret named `{name}`"))
            .label(if ours {
                "not a secret of yours"
            } else {
                "not a secret's name"
            })
            .help(help);
    }
}

/// The names of all secrets, with their places.
fn secrets(spec: &Spec) -> Vec<(Place, &str)> {
    let mut secrets = Vec::new();
    for (name, registry) in &spec.registries {
        let at = at!("registries", name, "login");
        let own = registry.login.iter().flat_map(Login::secrets);
        secrets.extend(own.map(|(key, secret)| (at.key(key), secret)));
    }
    secrets.push((at!("scan", "secret"), spec.scan.secret.as_deref()));
    let environments = spec.environments.iter();
    let own =
        environments.map(|(name, environment)| (at!("environments", name), &environment.login));
    for (at, login) in std::iter::once((at!("deploy"), &spec.deploy.login)).chain(own) {
        let at = at.key("login");
        secrets.push((at.key("client_id"), login.client_id.as_deref()));
        secrets.push((at.key("tenant_id"), login.tenant_id.as_deref()));
        secrets.push((at.key("subscription_id"), login.subscription_id.as_deref()));
    }
    secrets.push((at!("notify", "slack"), spec.notify.slack.as_deref()));
    secrets.push((at!("notify", "teams"), spec.notify.teams.as_deref()));
    let one = secrets
        .into_iter()
        .filter_map(|(at, name)| Some((at, name?)));
    let tests = at!("smoke_test", "secrets").items(&spec.smoke_test.secrets);
    one.chain(tests.map(|(at, name)| (at, name.as_str())))
        .collect()
}

/// The name nearest to `name`.
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
    let said = letters.contains(|c: char| c.is_ascii_alphanumeric());
    let names = [letters.clone(), format!("SECRET_{letters}")];
    names
        .into_iter()
        .find(|name| said && SecretName::parse(name).is_some())
}
