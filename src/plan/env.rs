//! Environment variables of a stage or of a command.

use crate::{
    lang::shell::VariableName,
    place::{Place, Placed},
};

/// An environment variable.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name.
    pub name: VariableName,
    /// The value.
    pub value: Placed<String>,
}

/// Parses a variable of the table at `place`.
pub(super) fn parse_variable(name: &str, value: &str, place: &Place) -> Variable {
    let parsed = VariableName::parse(name).expect("invalid-variable-name rejected it");
    Variable {
        name: parsed,
        value: Placed::new(value.to_owned(), place.key(name)),
    }
}
