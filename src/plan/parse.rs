//! Parses values of a checked spec; the rules have rejected invalid ones.

use crate::{
    lang::{
        expr::SecretName,
        shell::{Command, Path},
    },
    place::{Place, Placed},
};

pub(super) fn parse_path(path: &str) -> Path {
    Path::parse(path).expect("malformed-path rejected it")
}

pub(super) fn parse_command(text: &str) -> Command {
    Command::parse(text).expect("incomplete-command rejected it")
}

pub(super) fn parse_secret(name: &str) -> SecretName {
    SecretName::parse(name).expect("malformed-secret-name rejected it")
}

/// Parses the items of `list`, the array at `place`, with `parse`; each keeps its place.
pub(super) fn parse_items<'a, T: 'a, U>(
    list: impl IntoIterator<Item = &'a T>,
    place: Place,
    parse: impl Fn(&'a T) -> U,
) -> Vec<Placed<U>> {
    let items = place.items(list);
    items
        .map(|(place, value)| Placed::new(parse(value), place))
        .collect()
}

/// Parses the commands of `list`, the array at `place`.
pub(super) fn parse_commands(list: &[String], place: &Place) -> Vec<Placed<Command>> {
    parse_items(list, place.clone(), |text| parse_command(text))
}

/// Parses the paths of `list`, the array at `place`.
pub(super) fn parse_paths(list: &[String], place: &Place) -> Vec<Placed<Path>> {
    parse_items(list, place.clone(), |text| parse_path(text))
}
