//! Plans the test after each deployment.

use super::parse::{parse_command, parse_items, parse_secret};
use crate::{
    lang::{expr::SecretName, shell::Command},
    place,
    place::Placed,
    spec::Spec,
};

/// The test after each deployment.
#[derive(Clone, Debug)]
pub enum SmokeTest {
    /// A command that gets the secrets as environment variables.
    Command {
        /// The command.
        command: Placed<Command>,
        /// The secrets.
        secrets: Vec<Placed<SecretName>>,
    },
    /// A path below the environment's URL, requested until it returns 200.
    Path(Placed<String>),
}

pub(super) fn plan_smoke_test(spec: &Spec) -> Option<SmokeTest> {
    let table = &spec.smoke_test;
    if let Some(path) = &table.path {
        return Some(SmokeTest::Path(Placed::new(
            path.clone(),
            place!("smoke_test", "path"),
        )));
    }
    let command = parse_command(table.command.as_deref()?);
    Some(SmokeTest::Command {
        command: Placed::new(command, place!("smoke_test", "command")),
        secrets: parse_items(&table.secrets, place!("smoke_test", "secrets"), |name| {
            parse_secret(name)
        }),
    })
}
