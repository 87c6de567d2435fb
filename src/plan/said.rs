//! What the spec says, as the types that outputs take; the rules have refused what they cannot take.

use crate::{
    lang::{
        expr::SecretName,
        shell::{Command, Path},
    },
    place::{Place, Placed},
};

pub(super) fn path(path: &str) -> Path {
    Path::parse(path).expect("malformed-path refused it")
}

pub(super) fn command(text: &str) -> Command {
    Command::parse(text).expect("incomplete-command refused it")
}

pub(super) fn secret(name: &str) -> SecretName {
    SecretName::parse(name).expect("malformed-secret-name refused it")
}

/// The items of `list`, the array at `at`, each read by `read` and with its place.
pub(super) fn items<'a, T: 'a, U>(
    list: impl IntoIterator<Item = &'a T>,
    at: Place,
    read: impl Fn(&'a T) -> U,
) -> Vec<Placed<U>> {
    let items = at.items(list);
    items
        .map(|(at, value)| Placed::new(read(value), at))
        .collect()
}

/// The commands of `list`, each with its place.
pub(super) fn commands(list: &[String], at: &Place) -> Vec<Placed<Command>> {
    items(list, at.clone(), |text| command(text))
}

/// The paths of `list`, each with its place.
pub(super) fn paths(list: &[String], at: &Place) -> Vec<Placed<Path>> {
    items(list, at.clone(), |text| path(text))
}
