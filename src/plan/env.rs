//! Environment variables of a stage or of a command.

use crate::{
    lang::shell::VariableName,
    place::{Place, Placed},
};

/// An environment variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: VariableName,
    /// Its value.
    pub value: Placed<String>,
}

/// A variable whose table is at `at`.
pub(super) fn variable(name: &str, value: &str, at: &Place) -> Variable {
    let parsed = VariableName::parse(name).expect("invalid-variable-name refused it");
    Variable {
        name: parsed,
        value: Placed::new(value.to_owned(), at.key(name)),
    }
}
