//! What is asked of an environment after each deployment.

use super::said::{command, items, secret};
use crate::{
    at,
    lang::{expr::SecretName, shell::Command},
    place::Placed,
    spec::Spec,
};

/// What is asked of an environment after each deployment.
#[derive(Clone, Debug)]
pub enum SmokeTest {
    /// A command that sees the secrets as variables.
    Command {
        /// The command.
        command: Placed<Command>,
        /// The secrets.
        secrets: Vec<Placed<SecretName>>,
    },
    /// A path below the environment's url, fetched until it answers 200.
    Path(Placed<String>),
}

pub(super) fn smoke_test(spec: &Spec) -> Option<SmokeTest> {
    let said = &spec.smoke_test;
    if let Some(path) = &said.path {
        return Some(SmokeTest::Path(Placed::new(
            path.clone(),
            at!("smoke_test", "path"),
        )));
    }
    let command = command(said.command.as_deref()?);
    Some(SmokeTest::Command {
        command: Placed::new(command, at!("smoke_test", "command")),
        secrets: items(&said.secrets, at!("smoke_test", "secrets"), |name| {
            secret(name)
        }),
    })
}
