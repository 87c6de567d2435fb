//! Finds deprecated flags of `bundle install` in the commands of a spec.

use super::Spec;
use crate::{
    catalogue::bundler::{InstallFlag, install_flags},
    place::{Key, Placed},
};

/// A deprecated flag in a `bundle install` command.
#[derive(Clone, Debug)]
pub struct UsedFlag {
    /// The flag.
    pub flag: &'static InstallFlag,
    /// The arguments of the flag.
    pub values: Vec<String>,
}

impl UsedFlag {
    /// The command that replaces the flag, with its arguments.
    #[must_use]
    pub fn replacement(&self) -> String {
        let command = &self.flag.instead;
        match self.values.as_slice() {
            [] => command.clone(),
            [value] => format!("{command} {value}"),
            values => format!("{command} '{}'", values.join(" ")),
        }
    }
}

impl Spec {
    /// The deprecated flags of all `bundle install` commands in stages built on the base, with the place of the command.
    #[must_use]
    pub fn install_flags(&self) -> Vec<Placed<UsedFlag>> {
        let commands = self.commands().into_iter();
        let on_base = commands.filter(|command| match command.place.keys() {
            [Key::Name(table), Key::Name(stage), ..] => {
                table == "stages" && self.is_built_on_base(stage)
            }
            [] | [_] | [Key::Item(_), ..] | [_, Key::Item(_), ..] => false,
        });
        on_base
            .flat_map(|command| {
                let place = command.place;
                let used = flags(command.value).into_iter();
                used.map(move |used| Placed::new(used, place.clone()))
            })
            .collect()
    }
}

/// Finds the deprecated flags of all `bundle install` commands in the script `command`.
fn flags(command: &str) -> Vec<UsedFlag> {
    command
        .split(['&', '|', ';', '(', ')'])
        .flat_map(find_flags)
        .collect()
}

/// Finds the deprecated flags of the single command `command`, if it is a `bundle install`.
fn find_flags(command: &str) -> Vec<UsedFlag> {
    let mut words = command.split_whitespace().map(unquote).peekable();
    while words
        .next_if(|word| word.contains('=') && !word.starts_with('-'))
        .is_some()
    {}
    let is_bundle = words
        .next()
        .is_some_and(|word| word == "bundle" || word.ends_with("/bundle"));
    let installs = words.next_if(|word| *word == "install").is_some()
        || words.peek().is_some_and(|word| word.starts_with("--"));
    if !is_bundle || !installs {
        return Vec::new();
    }
    let mut used: Vec<UsedFlag> = Vec::new();
    let mut expects_value = false;
    for word in words {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) if word.starts_with("--") => (name, Some(value)),
            Some(_) | None => (word, None),
        };
        let mut known = install_flags().iter();
        let known = known.find(|flag| flag.flag == name && (flag.value || value.is_none()));
        if let Some(flag) = known {
            expects_value = flag.value && value.is_none();
            let values = value.map(str::to_owned).into_iter().collect();
            used.push(UsedFlag { flag, values });
        } else if word.starts_with('-') {
            expects_value = false;
        } else if expects_value && let Some(last) = used.last_mut() {
            last.values.push(word.to_owned());
        }
    }
    used
}

fn unquote(word: &str) -> &str {
    word.trim_matches(['"', '\''])
}
