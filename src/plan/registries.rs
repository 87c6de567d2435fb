//! Plans the registries that images are pushed to.

use super::parse::parse_secret;
use crate::{
    lang::{docker::ImageRepository, expr::SecretName},
    place,
    place::{Place, Placed},
    spec::{
        Spec,
        registries::{Login as SpecLogin, Token},
    },
};

/// A registry that images are pushed to.
#[derive(Clone, Debug)]
pub struct Registry {
    /// The name in the spec.
    pub name: String,
    /// The repository.
    pub repository: Placed<ImageRepository>,
    /// The login.
    pub login: RegistryLogin,
    /// Its table in the spec.
    pub place: Place,
}

/// A login to a registry.
#[derive(Clone, Debug)]
pub enum RegistryLogin {
    /// With the token that GitHub creates for each run.
    GithubToken,
    /// With two secrets.
    Password {
        /// The secret that holds the user's name.
        username: Placed<SecretName>,
        /// The secret that holds the password.
        password: Placed<SecretName>,
    },
}

pub(super) fn plan_registries(spec: &Spec) -> Vec<Registry> {
    spec.registries
        .iter()
        .map(|(name, table)| {
            let place = place!("registries", name);
            let repository =
                ImageRepository::parse(table.repository.as_deref().unwrap_or_default());
            let repository = repository.expect("malformed-repository rejected it");
            let named = |name: &Option<String>, key: &str| {
                let name = name.as_deref().unwrap_or_default();
                Placed::new(parse_secret(name), place.key("login").key(key))
            };
            let login = match &table.login {
                Some(SpecLogin::Token(Token::GithubToken)) | None => RegistryLogin::GithubToken,
                Some(SpecLogin::Password(password)) => RegistryLogin::Password {
                    username: named(&password.username, "username"),
                    password: named(&password.password, "password"),
                },
            };
            Registry {
                name: name.clone(),
                repository: Placed::new(repository, place.key("repository")),
                login,
                place: place.clone(),
            }
        })
        .collect()
}
