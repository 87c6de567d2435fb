//! Where images are pushed.

use super::said::secret;
use crate::{
    at,
    lang::{docker::Repository, expr::SecretName},
    place::{Place, Placed},
    spec::{
        Spec,
        registries::{Login as Said, Token},
    },
};

/// Where images are pushed.
#[derive(Clone, Debug)]
pub struct Registry {
    /// What the spec calls it.
    pub name: String,
    /// The repository.
    pub repository: Placed<Repository>,
    /// How the workflow logs in.
    pub login: Login,
    /// Where it comes from.
    pub at: Place,
}

/// How the workflow logs in.
#[derive(Clone, Debug)]
pub enum Login {
    /// With the token that GitHub makes for each run.
    GithubToken,
    /// With two secrets.
    Password {
        /// The secret that holds the user's name.
        username: Placed<SecretName>,
        /// The secret that holds the password.
        password: Placed<SecretName>,
    },
}

pub(super) fn registries(spec: &Spec) -> Vec<Registry> {
    spec.registries
        .iter()
        .map(|(name, said)| {
            let at = at!("registries", name);
            let repository = Repository::parse(said.repository.as_deref().unwrap_or_default());
            let repository = repository.expect("malformed-repository refused it");
            let named = |name: &Option<String>, key: &str| {
                let name = name.as_deref().unwrap_or_default();
                Placed::new(secret(name), at.key("login").key(key))
            };
            let login = match &said.login {
                Some(Said::Token(Token::GithubToken)) | None => Login::GithubToken,
                Some(Said::Password(said)) => Login::Password {
                    username: named(&said.username, "username"),
                    password: named(&said.password, "password"),
                },
            };
            Registry {
                name: name.clone(),
                repository: Placed::new(repository, at.key("repository")),
                login,
                at: at.clone(),
            }
        })
        .collect()
}
