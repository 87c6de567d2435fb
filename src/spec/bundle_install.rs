//! The commands `bundle install` of the user's own, and their flags that are on their way out.

use super::Spec;
use crate::{
    catalogue::bundler::{InstallFlag, install_flags},
    place::{Key, Placed},
};

/// A flag of a `bundle install`.
#[derive(Clone, Debug)]
pub struct Used {
    /// The flag.
    pub flag: &'static InstallFlag,
    /// The words that follow it, if it takes any.
    pub values: Vec<String>,
}

impl Used {
    /// The command that does the same, with the value.
    #[must_use]
    pub fn instead(&self) -> String {
        let command = &self.flag.instead;
        match self.values.as_slice() {
            [] => command.clone(),
            [value] => format!("{command} {value}"),
            values => format!("{command} '{}'", values.join(" ")),
        }
    }
}

impl Spec {
    /// The flags of each `bundle install` that a stage with our Bundler runs, at the command's place.
    #[must_use]
    pub fn install_flags(&self) -> Vec<Placed<Used>> {
        let commands = self.commands().into_iter();
        let ours = commands.filter(|command| match command.at.keys() {
            [Key::Name(table), Key::Name(stage), ..] => {
                table == "stages" && self.is_built_on_base(stage)
            }
            [] | [_] | [Key::Item(_), ..] | [_, Key::Item(_), ..] => false,
        });
        ours.flat_map(|command| {
            let at = command.at;
            let used = flags(command.value).into_iter();
            used.map(move |used| Placed::new(used, at.clone()))
        })
        .collect()
    }
}

/// The flags of each `bundle install` in `command`.
fn flags(command: &str) -> Vec<Used> {
    command
        .split(['&', '|', ';', '(', ')'])
        .flat_map(of_one)
        .collect()
}

/// The flags of the command `command`, if it is a `bundle install`.
fn of_one(command: &str) -> Vec<Used> {
    let mut words = command.split_whitespace().map(unquoted).peekable();
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
    let mut used: Vec<Used> = Vec::new();
    let mut awaits = false;
    for word in words {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) if word.starts_with("--") => (name, Some(value)),
            Some(_) | None => (word, None),
        };
        let mut known = install_flags().iter();
        let known = known.find(|flag| flag.flag == name && (flag.value || value.is_none()));
        if let Some(flag) = known {
            awaits = flag.value && value.is_none();
            let values = value.map(str::to_owned).into_iter().collect();
            used.push(Used { flag, values });
        } else if word.starts_with('-') {
            awaits = false;
        } else if awaits && let Some(last) = used.last_mut() {
            last.values.push(word.to_owned());
        }
    }
    used
}

fn unquoted(word: &str) -> &str {
    word.trim_matches(['"', '\''])
}
