//! What the spec says, as the types that outputs take; the rules have refused what they cannot take.

use crate::{
    lang::shell::{Command, Path},
    source::{Place, Placed},
};

pub(super) fn path(path: &str) -> Path {
    Path::parse(path).expect("malformed-path refused it")
}

pub(super) fn command(text: &str) -> Command {
    Command::parse(text).expect("incomplete-command refused it")
}

/// The commands of `list`, each with its place.
pub(super) fn commands(list: &[String], at: &Place) -> Vec<Placed<Command>> {
    list.iter()
        .enumerate()
        .map(|(item, text)| Placed::new(command(text), at.item(item)))
        .collect()
}

/// The paths of `list`, each with its place.
pub(super) fn paths(list: &[String], at: &Place) -> Vec<Placed<Path>> {
    list.iter()
        .enumerate()
        .map(|(item, text)| Placed::new(path(text), at.item(item)))
        .collect()
}
