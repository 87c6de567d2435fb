//! `[registries.NAME]`: where images are pushed.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern;
use crate::lang::docker::Repository;

/// The host that GitHub's own token opens.
pub const GITHUB_HOST: &str = "ghcr.io";

/// Where images are pushed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// The repository: `ghcr.io/acme/hello`; without a host, Docker Hub's.
    #[schemars(required, extend("pattern" = pattern::REPOSITORY, "examples" = ["ghcr.io/acme/hello", "acme/hello"]))]
    pub repository: Option<String>,
    /// How the workflow logs in: with `github-token`, or with two secrets.
    #[schemars(required, extend("examples" = [
        "github-token", {"username": "DOCKER_USERNAME", "password": "DOCKER_PASSWORD"}
    ]))]
    pub login: Option<Login>,
}

/// How the workflow logs in to a registry: with GitHub's own token, or with two secrets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Login {
    /// The token that GitHub makes for each run.
    Token(Token),
    /// Two secrets of the repository.
    Password(Password),
}

/// The token that GitHub makes for each run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Token {
    /// The repository's owner and `GITHUB_TOKEN`: for `ghcr.io`.
    GithubToken,
}

/// The names of the secrets that hold a user and a password.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// The name of the secret that holds the user's name.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = ["DOCKER_USERNAME"]))]
    pub username: Option<String>,
    /// The name of the secret that holds the password or the access token.
    #[schemars(required, extend("pattern" = pattern::VARIABLE, "examples" = ["DOCKER_PASSWORD"]))]
    pub password: Option<String>,
}

impl Login {
    /// The names of its secrets, each with its key.
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
    /// Whether it is GitHub's.
    #[must_use]
    pub fn is_github(&self) -> bool {
        self.parsed()
            .is_some_and(|repository| repository.host() == GITHUB_HOST)
    }

    /// The repository, if it is well formed; upper-case letters, which Docker takes in a host only, are not.
    #[must_use]
    pub fn parsed(&self) -> Option<Repository> {
        let name = self
            .repository
            .as_ref()
            .filter(|name| !name.contains(char::is_uppercase))?;
        Repository::parse(name)
    }
}
