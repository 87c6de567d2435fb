//! `[registries.NAME]`: the registries that images are pushed to.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;
use crate::lang::docker::ImageRepository;

/// The host of GitHub's container registry, which accepts `GITHUB_TOKEN`.
pub const GITHUB_HOST: &str = "ghcr.io";

/// A registry that images are pushed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// The image repository, such as `ghcr.io/acme/hello`; on Docker Hub if it has no host.
    #[schemars(required, extend("pattern" = pattern::REPOSITORY, "examples" = ["ghcr.io/acme/hello", "acme/hello"]))]
    pub repository: Option<String>,
    /// How the workflow logs in: `github-token`, or a table that names two secrets.
    #[schemars(required, extend("examples" = [
        "github-token", {"username": "DOCKER_USERNAME", "password": "DOCKER_PASSWORD"}
    ]))]
    pub login: Option<Login>,
}

/// How the workflow logs in to a registry: with `GITHUB_TOKEN`, or with two secrets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Login {
    /// The token that GitHub creates for each run.
    Token(Token),
    /// Two secrets of the repository.
    Password(Password),
}

/// The token that GitHub creates for each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Token {
    /// As the repository's owner, with `GITHUB_TOKEN`. Only for `ghcr.io`.
    GithubToken,
}

/// The names of the secrets with the username and the password.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// The name of the secret with the username.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = ["DOCKER_USERNAME"]))]
    pub username: Option<String>,
    /// The name of the secret with the password or access token.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = ["DOCKER_PASSWORD"]))]
    pub password: Option<String>,
}

impl Login {
    /// The key of each secret, with its name if it is set.
    #[must_use]
    pub fn secrets(&self) -> Vec<(&'static str, Option<&str>)> {
        match self {
            Self::Token(_) => Vec::new(),
            Self::Password(login) => vec![
                ("username", login.username.as_deref()),
                ("password", login.password.as_deref()),
            ],
        }
    }
}

impl Registry {
    /// Whether it is GitHub's container registry.
    #[must_use]
    pub fn is_github(&self) -> bool {
        self.parse_repository()
            .is_some_and(|repository| repository.host() == GITHUB_HOST)
    }

    /// The parsed repository, if it is well formed. Upper-case letters, which Docker accepts only in a host, are malformed.
    #[must_use]
    pub fn parse_repository(&self) -> Option<ImageRepository> {
        let name = self
            .repository
            .as_ref()
            .filter(|name| !name.contains(char::is_uppercase))?;
        ImageRepository::parse(name)
    }
}
